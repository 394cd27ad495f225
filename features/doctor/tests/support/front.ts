import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";

import type { Certificate } from "./certificate";

/** How a proxy on the way changes an answer. */
export type Tampering = (answer: Answer) => Partial<Answer>;

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string;
}

export interface Front {
  readonly url: string;
  /** Tampers with every answer at a path until `rest` is called. */
  tamper(path: string, tampering: Tampering): void;
  rest(): void;
  stop(): Promise<void>;
}

/**
 * Starts a proxy in front of a server. It passes everything on unchanged, except the answers it tampers with.
 * @param certificate The certificate for https; without one, it speaks http.
 */
export async function startFront(port: number, backend: string, certificate?: Certificate): Promise<Front> {
  const tamperings = new Map<string, Tampering>();
  const pass: RequestListener = async (request, response) => {
    const path = request.url ?? "/";
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(chunk);
    const { connection: _connection, host: _host, "content-length": _length, ...headers } = request.headers;
    const answer = await fetch(backend + path, {
      method: request.method ?? "GET",
      headers: Object.entries(headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)] satisfies [string, string]],
      ),
      ...(body.length > 0 ? { body: Buffer.concat(body) } : {}),
      redirect: "manual",
    });
    const {
      "content-length": _size,
      "content-encoding": _encoding,
      "transfer-encoding": _transfer,
      ...kept
    } = Object.fromEntries(answer.headers);
    const original = {
      status: answer.status,
      headers: { ...kept, "set-cookie": answer.headers.getSetCookie() },
      body: await answer.text(),
    };
    const changed = { ...original, ...tamperings.get(path.split("?")[0] ?? path)?.(original) };
    response.writeHead(changed.status, changed.headers).end(changed.body);
  };
  const server = certificate ? createSecureServer(certificate, pass) : createServer(pass);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return {
    url: `http${certificate ? "s" : ""}://localhost:${port}`,
    tamper: (path, tampering) => void tamperings.set(path, tampering),
    rest: () => tamperings.clear(),
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Removes a header, or replaces it. */
export const header =
  (name: string, value?: string): Tampering =>
  ({ headers }) => {
    const { [name]: _dropped, ...others } = headers;
    return { headers: value === undefined ? others : { ...others, [name]: value } };
  };

/** Replaces members of a JSON body. */
export const members =
  (changes: Readonly<Record<string, unknown>>): Tampering =>
  ({ body }) => ({ body: JSON.stringify({ ...JSON.parse(body), ...changes }) });
