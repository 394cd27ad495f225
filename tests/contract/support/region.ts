import { type Answer, read, readText } from "./answer";
import { type Request, send } from "./http";

/** A header whose value is `undefined` is left out, even if it is one of the defaults. */
type RequestHeaders = Record<string, string | undefined>;

interface RegionRequest {
  method?: string;
  headers?: RequestHeaders;
  body?: Request["body"];
}

/** One origin of the server under test, with methods to call it. */
export class Region {
  constructor(
    readonly name: "US" | "EU",
    readonly origin: string,
  ) {}

  /** A path without a leading slash is relative to `/api/agentic/`. */
  url(path: string): string {
    return path.startsWith("/") ? this.origin + path : `${this.origin}/api/agentic/${path}`;
  }

  send(path: string, { method = "GET", headers = {}, body }: RegionRequest = {}): Promise<Answer> {
    const sent: Record<string, string> = {};
    for (const [name, value] of Object.entries({ "API-Version": "0.1d", ...headers })) {
      if (value !== undefined) sent[name] = value;
    }
    return send(this.url(path), { method, headers: sent, body });
  }

  get(path: string, headers?: RequestHeaders): Promise<Answer> {
    return this.send(path, { headers });
  }

  post(path: string, fields: unknown = {}, headers: RequestHeaders = {}): Promise<Answer> {
    const body = JSON.stringify(fields);
    return this.send(path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
  }

  form(path: string, fields: [string, string][], headers: RequestHeaders = {}): Promise<Answer> {
    const type = "application/x-www-form-urlencoded";
    const body = new URLSearchParams(fields).toString();
    return this.send(path, { method: "POST", headers: { "content-type": type, ...headers }, body });
  }

  /** A control call that the test itself depends on: anything but success is a failure of the test. */
  async control(method: string, path: string, fields?: unknown): Promise<unknown> {
    const answer = await this.tryControl(method, path, fields);
    if (answer.status >= 300) throw new Error(`${method} /_sandbox/${path}: ${answer.status} ${answer.text}`);
    return answer.body;
  }

  tryControl(method: string, path: string, fields?: unknown): Promise<Answer> {
    const body = fields === undefined ? undefined : JSON.stringify(fields);
    return this.send(`/_sandbox/${path}`, { method, headers: { "content-type": "application/json" }, body });
  }

  async now(): Promise<number> {
    return Date.parse(readText(await this.control("GET", "clock"), "now"));
  }

  freeze(): Promise<unknown> {
    return this.control("POST", "clock", { frozen: true });
  }

  advance(seconds: number): Promise<unknown> {
    return this.control("POST", "clock", { advance_seconds: seconds });
  }

  setClient(clientId: string, settings: Record<string, unknown>): Promise<unknown> {
    return this.control("PATCH", "clients", { client_id: clientId, ...settings });
  }

  async countRequests(method: string, path: string): Promise<number> {
    const query = new URLSearchParams({ count: "1", method, path });
    return Number(read(await this.control("GET", `requests?${query}`), "count"));
  }
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
