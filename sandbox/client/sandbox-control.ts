import { z } from "zod";
import {
  clientSchema,
  clockSchema,
  eventSchema,
  healthSchema,
  mailSchema,
  type PostHogUser,
  type RecordedRequest,
  requestSchema,
  sessionSchema,
  userSchema,
} from "./answers.ts";

export type Profile = z.output<typeof healthSchema>["profile"];

/** A fault to inject into the responses to matching requests. */
export interface Fault {
  /** `*` matches any method. */
  readonly method: string;
  /** A path prefix. */
  readonly path: string;
  readonly kind: "status" | "delay" | "hang" | "reset" | "drop_response" | "malformed" | "html" | "truncate";
  /** How many requests it applies to; null for all. One if absent. */
  readonly times?: number | null;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly delay_ms?: number;
}

export interface NewUser {
  readonly email: string;
  readonly name?: string;
  readonly email_verified?: boolean;
  readonly is_active?: boolean;
  /** One organization with one project if absent. */
  readonly organizations?: readonly {
    readonly name: string;
    readonly level?: "member" | "admin" | "owner";
    readonly projects?: readonly { readonly name: string }[];
  }[];
}

export interface ClientChange {
  readonly active?: boolean;
  readonly disabled?: boolean;
  readonly can_create_accounts?: boolean;
  readonly can_provision_resources?: boolean;
  readonly can_issue_deep_links?: boolean;
  readonly issues_personal_api_key?: boolean;
  /** Requests per hour by endpoint; -1 for no limit. */
  readonly rate_limits?: Readonly<Record<string, number>>;
}

/** The control API of one region of a running sandbox. Methods throw an Error when the sandbox refuses a request. */
export class SandboxControl {
  /** @param origin For example `http://127.0.0.1:8010`. */
  constructor(readonly origin: string) {}

  health = () => this.call("GET", "health", healthSchema);

  /** Deletes all state of both regions and sets the clock back to real time. */
  reset = (options: { profile?: Profile; strict?: boolean } = {}) => this.send("POST", "reset", options);

  clock = () => this.call("GET", "clock", clockSchema);
  /** Advances the clock of both regions, which governs every expiry and rate limit. */
  advanceClock = (seconds: number) => this.call("POST", "clock", clockSchema, { advance_seconds: seconds });
  freezeClock = (frozen: boolean) => this.call("POST", "clock", clockSchema, { frozen });

  createUser = (user: NewUser) => this.call("POST", "users", userSchema, user);
  updateUser = (id: string, change: Pick<NewUser, "name" | "email_verified" | "is_active">) =>
    this.call("PATCH", `users/${id}`, userSchema, change);
  deleteUser = (id: string) => this.send("DELETE", `users/${id}`);
  async findUser(email: string): Promise<PostHogUser | undefined> {
    const schema = z.object({ users: z.array(userSchema) });
    return (await this.call("GET", `users?${new URLSearchParams({ email })}`, schema)).users[0];
  }

  /** Creates a logged-in browser session. Returns its cookies as a `Cookie` header, and its CSRF token. */
  createSession = (userId: string, options: { stale?: boolean } = {}) =>
    this.call("POST", `users/${userId}/session`, sessionSchema, options);

  async createPersonalApiKey(key: {
    readonly user_id: string;
    readonly scopes: readonly string[];
    readonly label?: string;
    readonly scoped_teams?: readonly number[];
    readonly scoped_organizations?: readonly string[];
  }): Promise<string> {
    return (await this.call("POST", "personal_api_keys", z.object({ value: z.string() }), key)).value;
  }

  async listClientIds(): Promise<string[]> {
    const schema = z.object({ clients: z.array(clientSchema) });
    return (await this.call("GET", "clients", schema)).clients.map(({ client_id }) => client_id);
  }
  /** If the client has not registered yet, the change applies when it does. */
  updateClient = (clientId: string, change: ClientChange) =>
    this.send("PATCH", "clients", { client_id: clientId, ...change });
  /** Creates a client as a PostHog operator does, without a metadata document. */
  createClient = (client: {
    readonly name: string;
    readonly type: "public" | "client_secret_post";
    readonly redirect_uris: readonly string[];
    readonly client_id?: string;
    readonly scopes?: readonly string[];
  }) => this.call("POST", "clients", clientSchema, client);
  /** Revokes every grant of a client, as an operator can. */
  revokeSessions = (clientId: string) =>
    this.send("POST", "clients/revoke_sessions", { client_id: clientId });

  plantFault = (fault: Fault) => this.send("POST", "faults", fault);
  clearFaults = () => this.send("DELETE", "faults");

  /** Recorded requests with a greater `seq` whose path begins with `path`; secrets are masked. */
  async requestsSince(since: number, path = "/"): Promise<RecordedRequest[]> {
    const schema = z.object({ requests: z.array(requestSchema) });
    const { requests } = await this.call("GET", `requests?since=${since}`, schema);
    return requests.filter((request) => request.path.startsWith(path));
  }
  /** The `seq` of the latest recorded request. */
  async lastRequest(): Promise<number> {
    const path = `requests?since=${Number.MAX_SAFE_INTEGER}`;
    return (await this.call("GET", path, z.object({ last_seq: z.number() }))).last_seq;
  }

  async mailTo(email: string) {
    const schema = z.object({ messages: z.array(mailSchema) });
    return (await this.call("GET", "mail", schema)).messages.filter(({ to }) => to === email);
  }

  async eventsOf(projectId: string | number) {
    const schema = z.object({ events: z.array(eventSchema) });
    return (await this.call("GET", `events?project_id=${projectId}`, schema)).events;
  }

  /** Changes a managed reverse proxy, or advances it to its next natural state if no change is given. */
  advanceProxyRecord = (id: string, change: { status?: string; message?: string } = {}) =>
    this.send("POST", `proxy_records/${id}/advance`, change);
  updateOrganization = (
    id: string,
    change: { max_proxy_records?: number | null; member_personal_api_keys?: boolean },
  ) => this.send("PATCH", `organizations/${id}`, change);
  updateSettings = (change: {
    workflow_engine?: "up" | "down";
    throttle?: boolean;
    strict?: boolean;
    documented_status_codes?: boolean;
  }) => this.send("PATCH", "settings", change);

  private async call<T>(method: string, path: string, schema: z.ZodType<T>, body?: unknown): Promise<T> {
    return schema.parse(await (await this.send(method, path, body)).json());
  }

  private async send(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await fetch(`${this.origin}/_sandbox/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response;
  }
}
