import { BlockList, isIPv6 } from "node:net";
import { log } from "./log";
import { onRequestStart } from "./request-start";

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8);
loopback.addAddress("::1", "ipv6");

/** Whether this local address of a connection is a loopback address: then it came from this machine. */
export const isThisMachine = (address = ""): boolean =>
  loopback.check(address, isIPv6(address) ? "ipv6" : "ipv4");

/**
 * Drops every request that did not arrive on a loopback address, for a server that was started to listen on all
 * addresses.
 */
export function serveThisMachineOnly(): void {
  onRequestStart(({ socket }) => {
    if (isThisMachine(socket.localAddress)) return;
    log().warn("a request from another machine was refused: sign-in is by e-mail address alone");
    socket.destroy();
  });
}
