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
}

/** PostHog's provisioning API as far as these tests go. Whose a token is stands in its name: `pha_ada_1`. */
export interface PostHogServer {
  readonly origin: string;
  readonly asked: Asked[];
  /** Tokens that are refused. */
  readonly refused: Set<string>;
}

const PROVISIONING = "/api/agentic/provisioning";

/**
 * Tests with such a server. They run in a process of their own: the app reads once where PostHog is, and test files
 * share processes otherwise.
 */
export const test = base.extend<object, { posthogServer: PostHogServer }>({
  posthogServer: [
    async ({}, use) => {
      const asked: Asked[] = [];
      const refused = new Set<string>();
      const server = createServer(async (request, response) => {
        const [call, body] = [`${request.method} ${request.url}`, await text(request)];
        const credential = credentialOf(request, body);
        asked.push({ call, credential });
        const answer = refused.has(credential)
          ? refusal(call)
          : { status: 200, body: answerTo(call, credential, origin) };
        response.writeHead(answer.status, { "content-type": "application/json" });
        response.end(JSON.stringify(answer.body));
      });
      await once(server.listen(0, "127.0.0.1"), "listening");
      const address = server.address();
      const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
      process.env.POSTHOG_US_URL = origin;
      process.env.POSTHOG_EU_URL = origin;
      await use({ origin, asked, refused });
      server.close();
      server.closeAllConnections();
    },
    { scope: "worker", auto: true },
  ],
});

function credentialOf({ headers, url }: IncomingMessage, body: string): string {
  if (!url?.endsWith("/oauth/token")) return headers.authorization?.replace("Bearer ", "") ?? "";
  const form = new URLSearchParams(body);
  return form.get("refresh_token") ?? form.get("code") ?? "";
}

const refusal = (call: string) =>
  call.endsWith("/oauth/token")
    ? { status: 400, body: { error: "invalid_grant" } }
    : { status: 401, body: { error: { code: "unauthorized", message: "" } } };

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
      const url = `${origin}/authorize?state=state-of-consent`;
      return { type: "requires_auth", requires_auth: { url } };
    }
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
