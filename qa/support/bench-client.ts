import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { Call } from "./bench-load";

/** A client that every sandbox knows, with a secret. */
const CLIENT = { client_id: "sandbox-secret-client", client_secret: "sandbox-secret" };

/** Onboards a user as a partner would, lifts the client's limit, and returns the call that mints a deep link. */
export async function prepareMinting(origin: string): Promise<Call> {
  await send("PATCH", `${origin}/_sandbox/clients`, {
    client_id: CLIENT.client_id,
    rate_limits: { deep_links: -1 },
  });
  const verifier = randomBytes(32).toString("base64url");
  const account = await send("POST", `${origin}/api/agentic/provisioning/account_requests`, {
    ...CLIENT,
    id: "bench",
    email: "bench@example.com",
    scopes: ["query:read"],
    configuration: { region: "US" },
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
  });
  const { code } = z.object({ oauth: z.object({ code: z.string() }) }).parse(account).oauth;
  const tokens = await send("POST", `${origin}/api/agentic/oauth/token`, {
    ...CLIENT,
    grant_type: "authorization_code",
    code,
    code_verifier: verifier,
  });
  const { access_token } = z.object({ access_token: z.string() }).parse(tokens);
  return {
    url: `${origin}/api/agentic/provisioning/deep_links`,
    method: "POST",
    body: JSON.stringify({ purpose: "dashboard", path: "/insights" }),
    headers: { ...HEADERS, authorization: `Bearer ${access_token}` },
    isServed: ({ status }) => status === 200,
  };
}

const HEADERS = { "content-type": "application/json", "api-version": "0.1d" };

async function send(method: string, url: string, body: unknown): Promise<unknown> {
  const answer = await fetch(url, { method, headers: HEADERS, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
