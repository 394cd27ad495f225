import { createServer, connect as dial, type Socket } from "node:net";
import { readStatements } from "./statements";

/** Cuts the connection at one statement: before the server gets it, or after it has run, so that its answer is lost. */
interface Cut {
  /** The n-th statement since the last `pass`, counted from 1. */
  readonly at: number;
  readonly moment: "before" | "after";
}

/** A TCP proxy between an app and PostgreSQL that fails as networks and servers do. */
export interface FaultyDatabase {
  /** The address of the database through the proxy. */
  readonly url: string;
  /** Lets everything pass again. Cuts connections that missed something. */
  pass(): Promise<void>;
  /** Cuts every connection and accepts no new one. */
  refuse(): Promise<void>;
  /** Accepts everything and answers nothing. */
  silence(): void;
  /** Delays every answer by this much. */
  slow(milliseconds: number): void;
  cut(cut: Cut): void;
  /** Whether the statement to cut has arrived. */
  wasCut(): boolean;
  /** The statements since the last `pass`, in the order in which they arrived. */
  statements(): readonly string[];
  stop(): Promise<void>;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  isDoomed: boolean;
}

export async function putBefore(databaseUrl: string): Promise<FaultyDatabase> {
  const target = new URL(databaseUrl);
  const links = new Set<Link>();
  let isSilent = false;
  let delay = 0;
  let planned: Cut | undefined;
  let seen: string[] = [];

  function end(link: Link): void {
    if (!links.delete(link)) return;
    link.client.resetAndDestroy();
    link.server.destroy();
  }

  /** @returns whether the statement may reach the server. */
  function admit(link: Link, statement: string): boolean {
    seen.push(statement);
    if (seen.length !== planned?.at) return true;
    link.isDoomed = true;
    return planned.moment === "after";
  }

  const listener = createServer((client) => {
    const link: Link = { client, server: dial(Number(target.port), target.hostname), isDoomed: false };
    links.add(link);
    for (const socket of [link.client, link.server]) {
      socket.setNoDelay(true);
      socket.on("error", () => end(link));
      socket.on("close", () => end(link));
    }
    const read = readStatements((statement) => admit(link, statement));
    client.on("data", (chunk) => {
      if (isSilent) return;
      if (read(chunk)) link.server.write(chunk);
      else end(link);
    });
    link.server.on("data", (chunk) => {
      if (isSilent) return;
      if (link.isDoomed) end(link);
      else if (delay === 0) client.write(chunk);
      else setTimeout(() => client.destroyed || client.write(chunk), delay);
    });
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => listener.listen(port, "127.0.0.1", () => resolve()));
  await listen(0);
  const address = listener.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const { port } = address;
  const endAll = () => {
    for (const link of links) end(link);
  };
  const close = async () => {
    endAll();
    if (listener.listening) await new Promise<void>((resolve) => listener.close(() => resolve()));
  };
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${port}`;
  return {
    url: url.href,
    async pass() {
      if (isSilent) endAll();
      isSilent = false;
      delay = 0;
      planned = undefined;
      seen = [];
      if (!listener.listening) await listen(port);
    },
    refuse: close,
    silence() {
      isSilent = true;
    },
    slow(milliseconds) {
      delay = milliseconds;
    },
    cut(cut) {
      planned = cut;
    },
    wasCut: () => planned !== undefined && seen.length >= planned.at,
    statements: () => seen,
    stop: close,
  };
}
