import { request } from "node:http";
import { PostHog } from "posthog-node";
import { z } from "zod";
import type { Sandbox } from "../../support/sandbox";
import { findAccount } from "./personal-api-keys";

/** A server that decides about a feature by itself, and what its SDK complained about. */
export async function evaluateLocally(
  sandbox: Sandbox,
  projectToken: string,
  secretKey: string,
  flag: string,
) {
  const posthog = new PostHog(projectToken, { host: sandbox.origins.us, secretKey });
  const problems: string[] = [];
  posthog.on("error", (error: unknown) => problems.push(String(error)));
  await posthog.reloadFeatureFlags();
  const flags = await posthog.evaluateFlags("rosa", { onlyEvaluateLocally: true });
  await posthog.shutdown();
  return { isEnabled: flags.isEnabled(flag), problems: problems.join() };
}

/** Somebody switches a feature on, for everybody, on their project's page. */
export async function createFlag(sandbox: Sandbox, email: string, key: string): Promise<void> {
  const { userId, projectId } = await findAccount(sandbox, email);
  const schema = z.object({ cookie: z.string(), csrf_token: z.string() });
  const session = await sandbox.control("POST", `users/${userId}/session`, { body: {}, schema });
  const response = await fetch(`${sandbox.origins.us}/project/${projectId}/feature_flags`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: session.cookie, origin: sandbox.origins.us },
    body: new URLSearchParams({
      action: "create",
      key,
      rollout_percentage: "100",
      payload: "",
      csrfmiddlewaretoken: session.csrf_token,
    }),
  });
  if (response.status !== 303) throw new Error(`no flag was made: ${response.status}`);
}

/** A visitor's event, by way of a proxy's domain as if its DNS record were there. */
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

// `fetch` lets nobody set the host.
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

/** The names of the events that have arrived in somebody's project. */
export async function eventsOf(sandbox: Sandbox, email: string): Promise<string[]> {
  const { projectId } = await findAccount(sandbox, email);
  const path = `events?project_id=${projectId}`;
  const { events } = await sandbox.control("GET", path, { schema: eventsSchema });
  return events.map(({ event }) => event);
}
