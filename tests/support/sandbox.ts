import { z } from "zod";
import { freePort, type RunningProcess, startProcess } from "./processes";

export type Region = "us" | "eu";

export interface Fault {
  readonly method: string;
  /** The prefix of the paths. */
  readonly path: string;
  readonly kind: string;
  /** `null` for always; once if absent. */
  readonly times?: number | null;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly delay_ms?: number;
}

const requestSchema = z.object({
  seq: z.number(),
  method: z.string(),
  path: z.string(),
  status: z.number(),
});

/** A running sandbox, with methods for tests to drive it. */
export class Sandbox {
  constructor(
    readonly origins: Readonly<Record<Region, string>>,
    private readonly running: RunningProcess,
  ) {}

  static async start(profile: "documented" | "current" = "documented"): Promise<Sandbox> {
    const [us, eu] = [await freePort(), await freePort()];
    const origins = { us: `http://127.0.0.1:${us}`, eu: `http://127.0.0.1:${eu}` };
    const running = await startProcess(
      process.execPath,
      ["sandbox/start.mjs"],
      {
        SANDBOX_US_PORT: String(us),
        SANDBOX_EU_PORT: String(eu),
        SANDBOX_PROFILE: profile,
        SANDBOX_DATA: "",
      },
      `${origins.us}/_sandbox/health`,
    );
    return new Sandbox(origins, running);
  }

  stop = () => this.running.stop();

  /** Calls the control API and returns the parsed answer. */
  async control<T extends z.ZodType>(
    method: string,
    path: string,
    options: { body?: unknown; region?: Region; schema?: T } = {},
  ): Promise<z.output<T>> {
    const { body, region = "us", schema } = options;
    const response = await fetch(`${this.origins[region]}/_sandbox/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    const answer: unknown = response.status === 204 ? undefined : await response.json();
    return (schema ?? z.unknown()).parse(answer) as z.output<T>;
  }

  /** Sends a provisioning request that only names the app, and returns the status. PostHog then reads its document. */
  async callAs(clientId: string, endpoint: string, region: Region = "us"): Promise<number> {
    const response = await fetch(`${this.origins[region]}/api/agentic/provisioning/${endpoint}`, {
      method: "POST",
      headers: { "content-type": "application/json", "api-version": "0.1d" },
      body: JSON.stringify({ client_id: clientId }),
    });
    return response.status;
  }

  /** Registers an app in both regions: its first user would otherwise wait five seconds for that. */
  async register(clientId: string): Promise<void> {
    for (const region of ["us", "eu"] as const) await this.callAs(clientId, "account_requests", region);
  }

  /** Makes PostHog's answers to these requests fail in this way, as often as `times` says. */
  async plantFault(fault: Fault, region: Region = "us"): Promise<void> {
    await this.control("POST", "faults", { region, body: fault });
  }

  async advanceClock(seconds: number): Promise<void> {
    await this.control("POST", "clock", { body: { advance_seconds: seconds } });
  }

  /** The number of the latest recorded request, for looking only at later ones. */
  async lastRequest(region: Region = "us"): Promise<number> {
    const schema = z.object({ last_seq: z.number() });
    return (await this.control("GET", "requests", { region, schema })).last_seq;
  }

  /** Requests after `since` whose path begins with `path`. */
  async requestsSince(since: number, path: string, region: Region = "us") {
    const schema = z.object({ requests: z.array(requestSchema) });
    const { requests } = await this.control("GET", `requests?since=${since}`, { region, schema });
    return requests.filter((request) => request.path.startsWith(path));
  }

  /** How many usable grants an address has. */
  async liveGrants(email: string, region: Region = "us"): Promise<number> {
    const schema = z.object({ grants: z.array(z.object({ email: z.string().nullable() })) });
    const { grants } = await this.control("GET", "grants", { region, schema });
    return grants.filter((grant) => grant.email === email).length;
  }

  /** The first link in the latest mail to an address. */
  async mailLink(to: string, region: Region = "us"): Promise<string> {
    const schema = z.object({ messages: z.array(z.object({ to: z.string(), links: z.array(z.string()) })) });
    const { messages } = await this.control("GET", "mail", { region, schema });
    const link = messages.filter((message) => message.to === to).at(-1)?.links[0];
    if (!link) throw new Error(`no mail to ${to}`);
    return link;
  }
}
