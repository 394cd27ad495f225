import { subscribe } from "node:diagnostics_channel";
import { BlockList, isIPv6, Socket } from "node:net";
import { z } from "zod";
import { log } from "./log";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8);
loopback.addAddress("::1", "ipv6");

/** Whether a connection to this address of ours came from this machine. */
export const isThisMachine = (address = ""): boolean =>
  loopback.check(address, isIPv6(address) ? "ipv6" : "ipv4");

const startSchema = z.object({ socket: z.instanceof(Socket) });

/**
 * Hangs up on every request that did not come in over a loopback address, for a server that was started to listen on
 * all of them.
 */
export function serveThisMachineOnly(): void {
  subscribe("http.server.request.start", (message) => {
    const { socket } = startSchema.parse(message);
    if (isThisMachine(socket.localAddress)) return;
    log().warn("a request from another machine was refused: sign-in is by e-mail address alone");
    socket.destroy();
  });
}
