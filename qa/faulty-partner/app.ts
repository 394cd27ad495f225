import { createHash, randomBytes, randomUUID } from "node:crypto";
import { serve } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { z } from "zod";

// A partner's app in one file, with the fault that FAULT names. For each test of the suite there is a fault that must
// make it fail.
const { APP_URL: origin = "", POSTHOG_US_URL: posthog = "", FAULT: fault = "" } = process.env;
const clientId = `${origin}/.well-known/posthog-client.json`;
const provisioning = "/api/agentic/provisioning";

interface Connection {
  accessToken: string;
  refreshToken: string;
  isEnded: boolean;
  firstProject: string;
  refreshing?: Promise<void> | undefined;
}

const connections = new Map<string, Connection>();
/** Keyed by PostHog's `state`. */
const flows = new Map<string, { member: string; browser: string; verifier: string; code?: string }>();
const links = new Map<string, string>();

async function call(path: string, body: object, token?: string): Promise<Response> {
  return fetch(posthog + path, {
    method: "POST",
    headers: {
      "api-version": "0.1d",
      "content-type": "application/json",
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify(body),
  });
}

const tokenAnswer = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  account: z.object({ available_teams: z.array(z.object({ id: z.coerce.string() })) }).optional(),
});

async function exchange(member: string, grant: object): Promise<void> {
  const response = await call("/api/agentic/oauth/token", { client_id: clientId, ...grant });
  const ended = { accessToken: "", refreshToken: "", isEnded: true, firstProject: "" };
  const before = connections.get(member) ?? ended;
  if (response.status === 400 && fault !== "never ends")
    connections.set(member, { ...before, isEnded: true });
  if (!response.ok && fault === "ends on failure") connections.delete(member);
  if (!response.ok) throw new Error(`token endpoint: ${response.status}`);
  const answer = tokenAnswer.parse(await response.json());
  connections.set(member, {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    isEnded: false,
    firstProject: answer.account?.available_teams[0]?.id ?? before.firstProject,
  });
  if ("code" in grant) await call(`${provisioning}/resources`, {}, answer.access_token);
}

/** Refreshes when PostHog says that the access token has expired, because only the sandbox's clock decides that. */
async function mint(member: string): Promise<string> {
  const connection = connections.get(member);
  if (!connection) throw new Error("not connected");
  const response = await call(`${provisioning}/deep_links`, { purpose: "dashboard" }, connection.accessToken);
  if (response.status === 401 && fault !== "no refresh") {
    const grant = { grant_type: "refresh_token", refresh_token: connection.refreshToken };
    const refresh = () =>
      exchange(member, grant).finally(() => {
        connection.refreshing = undefined;
      });
    if (fault !== "refreshes twice") connection.refreshing ??= refresh();
    await (connection.refreshing ?? refresh());
    return mint(member);
  }
  if (!response.ok && fault === "ends on refusal") connections.delete(member);
  if (!response.ok) throw new Error(`deep links: ${response.status}`);
  return z.object({ url: z.string() }).parse(await response.json()).url;
}

const app = new Hono();
app.onError((error, c) => {
  if (fault === "connected on failure")
    connections.set(memberOf(c), connections.values().next().value ?? nothing);
  return c.text(error.message, 502);
});
const nothing: Connection = {
  accessToken: "",
  refreshToken: "",
  isEnded: false,
  firstProject: "",
};
const memberOf = (c: Context) => getCookie(c, "member") ?? "";

app.get("/.well-known/posthog-client.json", (c) =>
  c.json({
    client_id: clientId,
    client_name: "Faulty",
    redirect_uris: [`${origin}/callback`],
    grant_types: ["authorization_code", "refresh_token"],
    response_types: ["code"],
    token_endpoint_auth_method: "none",
    "com.posthog": { provisioning: true, scopes: ["user:read", "project:read"] },
  }),
);

app.get("/", async (c) => {
  const member = memberOf(c);
  const own = connections.get(member);
  const shown = fault === "shared" ? [...connections.values()][0] : own;
  const isConnected = shown !== undefined && !shown.isEnded;
  if (isConnected && fault === "mints on render") await mint(member).catch(() => "");
  const token = fault === "token in page" ? (own?.accessToken ?? "") : "";
  const referrer = fault === "referrer" ? "unsafe-url" : "no-referrer";
  return c.html(`<!doctype html><meta name="referrer" content="${referrer}"><p>${isConnected ? "Connected" : "Not connected"}</p>
    <form method="post" action="/connect"><button>Connect</button></form>
    <form method="post" action="/open"><button>Open</button></form><!-- ${token} -->`);
});

app.get("/sign-in", (c) => {
  setCookie(c, "member", c.req.query("email") ?? "");
  if (!getCookie(c, "browser")) setCookie(c, "browser", randomUUID());
  return c.redirect("/");
});

app.post("/connect", async (c) => {
  const member = memberOf(c);
  const verifier = randomBytes(32).toString("base64url");
  const isPlain = fault === "plain challenge";
  const request = {
    id: randomUUID(),
    client_id: clientId,
    email: member,
    scopes: ["user:read", "project:read"],
    code_challenge: isPlain ? verifier : createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: isPlain ? "plain" : "S256",
    configuration: { region: "US" },
  };
  for (;;) {
    const response = await call(`${provisioning}/account_requests`, request);
    const answer: unknown = await response.json();
    if (!response.ok && response.status !== 202) throw new Error(`account requests: ${response.status}`);
    const code = z.object({ oauth: z.object({ code: z.string() }) }).safeParse(answer).data?.oauth.code;
    const url = z.object({ requires_auth: z.object({ url: z.string() }) }).safeParse(answer).data
      ?.requires_auth.url;
    if (code) {
      await exchange(member, { grant_type: "authorization_code", code, code_verifier: verifier });
      return c.redirect(fault === "leaves the app" ? posthog : "/", 303);
    }
    if (url) {
      const state = new URL(url).searchParams.get("state") ?? "";
      flows.set(state, { member, verifier, browser: getCookie(c, "browser") ?? "" });
      if (fault === "connected before consent") connections.set(member, nothing);
      if (fault === "consent as anyone") return consentAsAnyone(c, member);
      return c.redirect(url, 303);
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
});

/** Connects the person without checking who is logged in at PostHog. */
function consentAsAnyone(c: Context, member: string): Response {
  connections.set(member, nothing);
  return c.redirect(posthog, 303);
}

app.get("/callback", async (c) => {
  if (c.req.method === "HEAD" && fault !== "runs for HEAD") return c.body(null);
  const { state = "", code = "" } = c.req.query();
  const flow = flows.get(state) ?? (fault === "any state" ? [...flows.values()].at(-1) : undefined);
  const isOurs = fault === "any browser" || fault === "any member" || flow?.member === memberOf(c);
  const isHere =
    fault === "any browser" || flow?.browser === getCookie(c, "browser") || fault === "any member";
  if (!flow || !isOurs || !isHere) return c.redirect("/");
  if (fault !== "runs twice") flows.delete(state);
  const grant = { grant_type: "authorization_code", code, code_verifier: flow.verifier };
  await exchange(memberOf(c), grant).catch((error) => {
    if (fault !== "runs twice") throw error;
  });
  return c.redirect("/");
});

app.post("/open", async (c) => {
  const member = memberOf(c);
  const connection = connections.get(member);
  if (!connection || (connection.isEnded && fault !== "never ends")) return c.redirect("/", 303);
  if (fault === "wrong project") return c.redirect(`${posthog}/project/${connection.firstProject}`, 303);
  const link = fault === "keeps its link" ? (links.get(member) ?? (await mint(member))) : await mint(member);
  links.set(member, link);
  if (fault === "opens the link itself") await fetch(link, { redirect: "manual" });
  return c.redirect(link, 303);
});

serve({ fetch: app.fetch, port: Number(new URL(origin).port) });
