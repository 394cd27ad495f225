import type { Region } from "../core/region";
import type { RecordedRequest } from "../traffic/recorder";

export interface Parties {
  from: string;
  to: string;
  /** Which colour the caller gets. */
  kind: "app" | "browser" | "posthog";
}

/** Who calls whom, as far as the call gives it away. */
export function describeParties(region: Region, request: RecordedRequest): Parties {
  const { request_headers: headers, client_id } = request;
  const to = `PostHog ${region.name}`;
  if (headers["x-posthog-proxied"]) {
    return { from: `PostHog ${region.name === "US" ? "EU" : "US"}`, to, kind: "posthog" };
  }
  // Only a browser sends this one; servers' own HTTP clients send its siblings.
  if (headers["sec-fetch-site"] || headers.accept?.includes("text/html")) {
    return { from: "Browser", to, kind: "browser" };
  }
  const client = client_id === undefined ? undefined : region.store.clients.get(client_id);
  return { from: client?.name ?? "App", to, kind: "app" };
}
