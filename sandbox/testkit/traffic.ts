import type { RecordedRequest } from "../client/answers.ts";
import type { SandboxControl } from "../client/sandbox-control.ts";

const ACCOUNT_REQUESTS = "/api/agentic/provisioning/account_requests";
export const TOKENS = "/api/agentic/oauth/token";
export const DEEP_LINKS = "/api/agentic/provisioning/deep_links";
const LINK = "/agentic/login";

/** The requests that the app and its users' browsers have sent to PostHog after a given request. */
export class Traffic {
  private constructor(
    private readonly posthog: SandboxControl,
    private readonly since: number,
  ) {}

  static async fromNow(posthog: SandboxControl): Promise<Traffic> {
    return new Traffic(posthog, await posthog.lastRequest());
  }

  accountRequests = () => this.#to(ACCOUNT_REQUESTS);
  minted = () => this.#to(DEEP_LINKS);
  /** Requests for a deep link, made by a person, a prefetch, or the app's own server. */
  opened = () => this.#to(LINK);
  /** Requests to the token endpoint, with a code or with a refresh token. */
  async tokenRequests(grant: "authorization_code" | "refresh_token"): Promise<RecordedRequest[]> {
    return (await this.#to(TOKENS)).filter(({ request_body }) => request_body?.includes(grant));
  }

  #to = (path: string): Promise<RecordedRequest[]> => this.posthog.requestsSince(this.since, path);
}
