import { createHash, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { z } from "zod";
import { freePort } from "./processes";

/** The account that presses "Authorize" at GitHub. */
export interface GitHubAccount {
  readonly id: number;
  readonly email: string;
  readonly verified?: boolean;
}

/** A stand-in for a GitHub Enterprise Server: it authorizes at once, and requires PKCE. */
export interface GitHub {
  readonly url: string;
  /** Logs this account in there, in place of the previous one. */
  logIn(account: GitHubAccount): void;
  stop(): Promise<void>;
}

const tokenRequest = z.object({ code: z.string(), code_verifier: z.string() });

export async function startGitHub(): Promise<GitHub> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const challenges = new Map<string, string>();
  let account: GitHubAccount = { id: 0, email: "" };

  const authorize = (query: URLSearchParams): string => {
    const code = randomBytes(8).toString("hex");
    if (query.get("code_challenge_method") === "S256")
      challenges.set(code, query.get("code_challenge") ?? "");
    const back = new URL(query.get("redirect_uri") ?? "");
    back.search = new URLSearchParams({ code, state: query.get("state") ?? "" }).toString();
    return back.href;
  };
  const exchange = (body: string) => {
    const { code, code_verifier } = tokenRequest.parse(Object.fromEntries(new URLSearchParams(body)));
    const challenge = createHash("sha256").update(code_verifier).digest("base64url");
    if (challenges.get(code) !== challenge) return { error: "bad_verification_code" };
    challenges.delete(code);
    return { access_token: "gho_stand_in", token_type: "bearer", scope: "read:user,user:email" };
  };

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", url);
    const answers: Record<string, () => unknown> = {
      "/login/oauth/access_token": () => exchange(body),
      "/api/v3/user": () => ({ id: account.id, login: `user-${account.id}`, name: null }),
      "/api/v3/user/emails": () => [
        { email: account.email, primary: true, verified: account.verified ?? true },
      ],
    };
    let body = "";
    for await (const chunk of request) body += chunk;
    if (pathname === "/login/oauth/authorize") {
      response.writeHead(302, { location: authorize(searchParams) }).end();
      return;
    }
    const answer = answers[pathname];
    response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(answer?.() ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(port, resolve));
  return {
    url,
    logIn(next) {
      account = next;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
