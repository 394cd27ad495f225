import { createServer, type Socket } from "node:net";

const SSL_REQUEST = 80877103;

/** A server that speaks just enough PostgreSQL to answer a connecting client once. */
export async function answerClients(
  answer: (socket: Socket) => void,
): Promise<{ port: number; stop(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => {}));
    socket.on("data", (message) => {
      // Declines TLS.
      if (message.length === 8 && message.readInt32BE(4) === SSL_REQUEST) socket.write("N");
      else answer(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Refuses the client as PostgreSQL does, with an error code from its documentation. */
export const refuseWith =
  (code: string, sentence: string) =>
  (socket: Socket): void => {
    const body = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${sentence}\0\0`);
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    socket.end(Buffer.concat([Buffer.from("E"), length, body]));
  };
