import { request } from "node:http";
import { PostHog } from "posthog-node";
import { z } from "zod";
import { findAccount } from "@/features/personal-api-key/tests/support/personal-api-keys";
import type { Sandbox } from "@/tests/support/sandbox";

/** Sends a visitor's event through a proxy's domain, as if its DNS record existed. */
export async function captureThroughProxy(
  sandbox: Sandbox,
  domain: string,
  projectToken: string,
  event: string,
): Promise<void> {
  const posthog = new PostHog(projectToken, {
    host: `https://${domain}`,
    disableCompression: true,
    fetch: (url, init) => reach(sandbox, url, init),
  });
  posthog.capture({ distinctId: "rosa", event });
  await posthog.shutdown();
}

interface Sent {
  method: string;
  headers: Record<string, string>;
  body?: unknown;
}

// `fetch` does not allow setting the Host header.
function reach(sandbox: Sandbox, address: string, { method, headers, body }: Sent): Promise<Response> {
  const { host, pathname, search } = new URL(address);
  return new Promise((resolve, reject) => {
    const options = { method, headers: { ...headers, host } };
    const outgoing = request(sandbox.origins.us + pathname + search, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 500 })),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(typeof body === "string" ? body : undefined);
  });
}

const eventsSchema = z.object({ events: z.array(z.object({ event: z.string() })) });

/** The names of the events that have arrived in someone's project. */
export async function eventsOf(sandbox: Sandbox, email: string): Promise<string[]> {
  const { projectId } = await findAccount(sandbox, email);
  const path = `events?project_id=${projectId}`;
  const { events } = await sandbox.control("GET", path, { schema: eventsSchema });
  return events.map(({ event }) => event);
}
