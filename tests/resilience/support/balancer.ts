import { createServer, connect as dial, type Socket } from "node:net";

export interface Balancer {
  readonly port: number;
  /** Stops or resumes sending new connections to a port, if the balancer can. */
  rest?(port: number, resting: boolean): void;
  stop(): Promise<void>;
}

/** Spreads connections over an app's ports in turn, and skips those on which nothing listens. */
export async function startBalancer(backends: readonly number[]): Promise<Balancer> {
  let turn = 0;
  const resting = new Set<number>();
  const open = new Set<Socket>();
  const keep = (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    return socket;
  };
  const server = createServer((client) => {
    keep(client);
    turn += 1;
    const inTurn = [...backends.slice(turn % backends.length), ...backends.slice(0, turn % backends.length)];
    forward(
      client,
      inTurn.filter((port) => !resting.has(port)),
    );
  });

  function forward(client: Socket, [port, ...others]: number[]): void {
    if (port === undefined) {
      client.destroy();
      return;
    }
    const backend = keep(dial(port, "127.0.0.1"));
    let connected = false;
    backend.once("connect", () => {
      connected = true;
      client.pipe(backend).pipe(client);
    });
    backend.once("close", () => {
      if (connected) client.destroy();
      else forward(client, others);
    });
    client.once("close", () => backend.destroy());
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    port: address.port,
    rest: (port, isResting) => void (isResting ? resting.add(port) : resting.delete(port)),
    stop() {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
