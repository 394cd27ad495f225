import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";

export interface Page {
  status?: number;
  headers?: Record<string, string>;
  /** Objects are served as JSON. */
  body?: unknown;
  /** Holds the answer back until the promise settles. */
  after?: Promise<unknown>;
}

export type PartnerHostName = "localhost" | "127.0.0.1";

/** A partner's web server: any number of documents, each at its own path, and a record of the requests. */
export class PartnerHost {
  #pages = new Map<string, Page>();
  #visits = new Map<string, IncomingHttpHeaders[]>();
  #servers: Server[] = [];
  #paths = 0;
  port = 0;

  /** `localhost` may mean either loopback address, so both are served where the machine has both. */
  async start(): Promise<this> {
    await this.#listen("127.0.0.1");
    await this.#listen("::1").catch(() => undefined);
    return this;
  }

  stop(): void {
    for (const server of this.#servers) {
      server.close();
      server.closeAllConnections();
    }
  }

  newPath(name = "client.json"): string {
    this.#paths += 1;
    return `/${this.#paths}/${name}`;
  }

  url(path: string, host: PartnerHostName = "localhost"): string {
    return `http://${host}:${this.port}${path}`;
  }

  serve(path: string, page: Page): void {
    this.#pages.set(path, page);
  }

  /** The request headers of every visit to a path, oldest first. */
  visits(path: string): IncomingHttpHeaders[] {
    return this.#visits.get(path) ?? [];
  }

  async #listen(address: string): Promise<void> {
    const server = createServer(async (request, response) => {
      const path = request.url ?? "/";
      this.#visits.set(path, [...this.visits(path), request.headers]);
      const page = this.#pages.get(path) ?? { status: 404 };
      await page.after;
      response.writeHead(page.status ?? 200, { "content-type": "application/json", ...page.headers });
      response.end(toBytes(page.body));
    });
    server.listen(this.port, address);
    await once(server, "listening");
    this.#servers.push(server);
    const bound = server.address();
    if (bound !== null && typeof bound !== "string") this.port = bound.port;
  }
}

function toBytes(body: unknown): string | Buffer {
  return typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null);
}
