import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { Region } from "../../../../lib/posthog/regions";

/** What a person has granted, as PostHog knows it. */
export interface Grant {
  readonly region: Region;
  readonly userId: string;
  accessToken: string;
  refreshToken: string;
  /** Every refresh token the grant has had, to find the grant of a stored one. */
  readonly refreshTokens: string[];
  isAlive: boolean;
  /** Whether the person ended it at PostHog. */
  isWithdrawn: boolean;
}

const PROVISIONING = "/api/agentic/provisioning";
const PROJECTS = { US: "1", EU: "2" } as const;

interface Answer {
  readonly status: number;
  readonly body: object;
}

const refusal = (status: number, code: string): Answer => ({
  status,
  body: status === 400 ? { error: code } : { error: { code, message: "No." } },
});

/**
 * Both regions of a PostHog that follows the rules about tokens: a code and a refresh token work once, a refresh ends
 * the previous access token, and removing a project ends all grants of its person in the region. Each person has one
 * project per region.
 */
export class ModelPostHog {
  readonly grants: Grant[] = [];
  private readonly codes = new Map<string, { region: Region; userId: string }>();
  private readonly servers = { US: this.serve("US"), EU: this.serve("EU") };

  /** The base URLs of the regions. */
  async origins(): Promise<Record<Region, string>> {
    return { US: await this.servers.US, EU: await this.servers.EU };
  }

  /** Consents as the person would on the consent page, and returns the code. */
  consent(userId: string, region: Region): string {
    const code = randomUUID();
    this.codes.set(code, { region, userId });
    return code;
  }

  /** Expires the person's access tokens. */
  expireAccess(userId: string): void {
    for (const grant of this.ownedBy(userId)) grant.accessToken = randomUUID();
  }

  withdraw(userId: string, region: Region): void {
    for (const grant of this.ownedBy(userId)) {
      if (grant.region === region && grant.isAlive)
        Object.assign(grant, { isAlive: false, isWithdrawn: true });
    }
  }

  ownedBy = (userId: string): Grant[] => this.grants.filter((grant) => grant.userId === userId);

  find = (refreshToken: string): Grant | undefined =>
    this.grants.find(({ refreshTokens }) => refreshTokens.includes(refreshToken));

  private async serve(region: Region): Promise<string> {
    const server = createServer(async (request, response) => {
      const { status, body } = this.answer(region, request, await text(request));
      response.writeHead(status, { "content-type": "application/json", connection: "close" });
      response.end(JSON.stringify(body));
    });
    server.unref();
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  }

  private answer(region: Region, { method, url = "", headers }: IncomingMessage, body: string): Answer {
    const form = new URLSearchParams(body);
    if (url === "/api/agentic/oauth/token") return this.exchange(region, form);
    if (url === "/oauth/revoke/") return this.revoke(region, form.get("token") ?? "");
    const accessToken = headers.authorization?.replace("Bearer ", "");
    const grant = this.grants.find(
      (each) => each.isAlive && each.region === region && each.accessToken === accessToken,
    );
    if (!grant) return refusal(401, "unauthorized");
    const id = PROJECTS[region];
    if (url === `${PROVISIONING}/deep_links`) {
      const expires_at = new Date(Date.now() + 600_000).toISOString();
      return { status: 200, body: { url: `http://${headers.host}/${region}/${grant.userId}`, expires_at } };
    }
    if (url === `${PROVISIONING}/resources/${id}/remove` && method === "POST") {
      for (const each of this.ownedBy(grant.userId)) if (each.region === region) each.isAlive = false;
      return { status: 200, body: { status: "removed", id } };
    }
    const api_key = url.endsWith("rotate_credentials") ? `phc_${randomUUID()}` : "phc_first";
    const complete = { access_configuration: { api_key, host: `http://${headers.host}` } };
    return { status: 200, body: { status: "complete", id, complete } };
  }

  private exchange(region: Region, form: URLSearchParams): Answer {
    const grant =
      form.get("grant_type") === "refresh_token"
        ? this.grants.find((each) => each.isAlive && each.refreshToken === form.get("refresh_token"))
        : this.open(form.get("code") ?? "");
    if (!grant || grant.region !== region) return refusal(400, "invalid_grant");
    grant.accessToken = `pha_${randomUUID()}`;
    grant.refreshToken = `phr_${randomUUID()}`;
    grant.refreshTokens.push(grant.refreshToken);
    const team = { id: PROJECTS[region], name: "Web", organization_id: "org", organization_name: "Org" };
    return {
      status: 200,
      body: {
        token_type: "bearer",
        access_token: grant.accessToken,
        refresh_token: grant.refreshToken,
        expires_in: 3600,
        account: { available_teams: [team] },
      },
    };
  }

  private open(code: string): Grant | undefined {
    const consented = this.codes.get(code);
    if (!consented || !this.codes.delete(code)) return undefined;
    const grant: Grant = {
      ...consented,
      accessToken: "",
      refreshToken: "",
      refreshTokens: [],
      isAlive: true,
      isWithdrawn: false,
    };
    this.grants.push(grant);
    return grant;
  }

  private revoke(region: Region, token: string): Answer {
    for (const grant of this.grants) {
      if (grant.region === region && grant.refreshToken === token) grant.isAlive = false;
    }
    return { status: 200, body: {} };
  }
}
