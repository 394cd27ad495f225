import type { Region } from "../core/region";
import type { RecordedRequest } from "../traffic/recorder";

export interface Parties {
  from: string;
  to: string;
  /** Determines the caller's colour. */
  kind: "app" | "browser" | "posthog";
}

/** The caller and the receiver of a call, as far as its headers show. */
export function describeParties(region: Region, request: RecordedRequest): Parties {
  const { request_headers: headers, client_id } = request;
  const to = `PostHog ${region.name}`;
  if (headers["x-posthog-proxied"]) {
    return { from: `PostHog ${region.name === "US" ? "EU" : "US"}`, to, kind: "posthog" };
  }
  // Only browsers send `Sec-Fetch-Site`. Node's fetch sends other `Sec-Fetch-*` headers.
  if (headers["sec-fetch-site"] || headers.accept?.includes("text/html")) {
    return { from: "Browser", to, kind: "browser" };
  }
  const client = client_id === undefined ? undefined : region.store.clients.get(client_id);
  return { from: client?.name ?? "App", to, kind: "app" };
}
