import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { test as base } from "@playwright/test";

/** A request as PostHog saw it. */
interface Asked {
  /** `POST /api/…`. */
  readonly call: string;
  /** The access token, or the refresh token or code that was exchanged. */
  readonly credential: string;
  /** The body as it was sent. */
  readonly body: string;
}

/** PostHog's provisioning API, as far as these tests need it. A token's name says whose it is: `pha_ada_1`. */
export interface PostHogServer {
  readonly origin: string;
  readonly asked: Asked[];
  /** Tokens that are refused. */
  readonly refused: Set<string>;
  /** Its answer about any access token; without it, the introspection endpoint does not exist. */
  introspection?: { active: boolean; scope: string } | undefined;
  /** Runs while PostHog handles a call. */
  meanwhile?: ((call: string) => Promise<void>) | undefined;
  /** Error statuses for calls whose path ends like this, instead of their usual answers. */
  readonly failing: Map<string, number>;
}

const PROVISIONING = "/api/agentic/provisioning";

/**
 * Tests with such a server. They run in a separate process: the app reads PostHog's address only once, and test files
 * otherwise share processes.
 */
export const test = base.extend<object, { posthogServer: PostHogServer }>({
  posthogServer: [
    async ({}, use) => {
      const stage: { -readonly [Member in keyof PostHogServer]: PostHogServer[Member] } = {
        origin: "",
        asked: [],
        refused: new Set(),
        failing: new Map(),
      };
      const server = createServer(async (request, response) => {
        const [call, body] = [`${request.method} ${request.url}`, await text(request)];
        const credential = credentialOf(request, body);
        stage.asked.push({ call, credential, body });
        await stage.meanwhile?.(call);
        const answer = answerOf(stage, call, credential);
        response.writeHead(answer.status, { "content-type": "application/json", "retry-after": "7" });
        response.end(JSON.stringify(answer.body));
      });
      await once(server.listen(0, "127.0.0.1"), "listening");
      const address = server.address();
      stage.origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
      process.env.POSTHOG_US_URL = stage.origin;
      process.env.POSTHOG_EU_URL = stage.origin;
      await use(stage);
      server.close();
      server.closeAllConnections();
    },
    { scope: "worker", auto: true },
  ],
});

function credentialOf({ headers, url }: IncomingMessage, body: string): string {
  if (!url?.includes("/oauth/")) return headers.authorization?.replace("Bearer ", "") ?? "";
  const form = new URLSearchParams(body);
  return form.get("refresh_token") ?? form.get("code") ?? form.get("token") ?? "";
}

const refusal = (call: string) =>
  call.endsWith("/oauth/token")
    ? { status: 400, body: { error: "invalid_grant" } }
    : { status: 401, body: { error: { code: "unauthorized", message: "" } } };

function answerOf(server: PostHogServer, call: string, credential: string) {
  const { origin, introspection, refused, failing } = server;
  const [, failure] = [...failing].find(([end]) => call.endsWith(end)) ?? [];
  if (failure) {
    return { status: failure, body: { error: failure === 401 ? "invalid_client" : "unexpected" } };
  }
  if (refused.has(credential)) return refusal(call);
  if (!call.endsWith("/oauth/introspect/")) return { status: 200, body: answerTo(call, credential, origin) };
  return introspection ? { status: 200, body: introspection } : { status: 404, body: { code: "not_found" } };
}

function answerTo(call: string, credential: string, origin: string): unknown {
  const [, owner = "", number = "0"] = credential.split("_");
  switch (call) {
    case "POST /api/agentic/oauth/token": {
      const next = `${owner}_${Number(number) + 1}`;
      return {
        ...{ token_type: "bearer", expires_in: 3600 },
        ...{ access_token: `pha_${next}`, refresh_token: `phr_${next}` },
      };
    }
    case `POST ${PROVISIONING}/account_requests`: {
      const url = `${origin}/authorize?state=${randomUUID()}`;
      return { type: "requires_auth", requires_auth: { url } };
    }
    case `POST ${PROVISIONING}/client_registration`:
      return { registered: true, client_type: "public", checks: [] };
    case `POST ${PROVISIONING}/deep_links`:
      return { url: `${origin}/agentic/login?token=${credential}`, expires_at: "2026-01-01T00:10:00+00:00" };
    default: {
      if (call.endsWith("/remove")) return { status: "removed" };
      const api_key = call.endsWith("/rotate_credentials") ? `phc_${owner}_rotated` : `phc_${owner}`;
      const access_configuration = { api_key, host: origin };
      return { status: "complete", id: `project-of-${owner}`, complete: { access_configuration } };
    }
  }
}
