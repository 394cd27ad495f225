import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { isLoopbackHost } from "./client-id";

/**
 * SSRF protection. An unauthenticated caller chooses the client id, and the server fetches it. Addresses that are
 * not public are refused, and the connection uses the address that was checked, so that a host name cannot resolve
 * to another address after the check (DNS rebinding).
 */

const DNS_TIMEOUT_MS = 2000;

const NOT_PUBLIC = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  NOT_PUBLIC.addSubnet(network, prefix, "ipv4");
  NOT_PUBLIC.addSubnet(`::ffff:${network}`, 96 + prefix, "ipv6");
}
for (const [network, prefix] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const) {
  NOT_PUBLIC.addSubnet(network, prefix, "ipv6");
}

const INTERNAL_NAME = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|svc|cluster)$/;

export interface Address {
  address: string;
  family: number;
}

export class BlockedAddress extends Error {}

/** Why a host name is refused, without a DNS lookup; `null` when it is allowed. */
export function explainHost(url: URL, strict: boolean): string | null {
  const host = url.hostname.toLowerCase();
  if (isLoopbackHost(host)) return strict ? "Local/loopback host" : null;
  const bare = withoutBrackets(host);
  if (INTERNAL_NAME.test(bare)) return "Internal host name";
  return isIP(bare) && isNotPublic(bare) ? "Private IP address" : null;
}

/** Resolves a host. Throws `BlockedAddress` with the reason if any of its addresses is not allowed. */
export async function screenHost(url: URL, strict: boolean): Promise<Address[]> {
  const reason = explainHost(url, strict);
  if (reason) throw new BlockedAddress(reason);
  const bare = withoutBrackets(url.hostname);
  // Skip the lookup of localhost: lookups share a small thread pool, so slow ones would delay this one.
  if (bare === "localhost") return LOCALHOST;
  if (isIP(bare)) return [{ address: bare, family: isIP(bare) }];
  const addresses = await resolve(bare);
  if (addresses.some(({ address }) => isNotPublic(address))) throw new BlockedAddress("Private IP address");
  return addresses;
}

const LOCALHOST: Address[] = [
  { address: "127.0.0.1", family: 4 },
  { address: "::1", family: 6 },
];

const withoutBrackets = (host: string) => host.replace(/^\[|\]$/g, "");
const isNotPublic = (address: string) => NOT_PUBLIC.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");

async function resolve(host: string): Promise<Address[]> {
  const answer = await Promise.race([
    lookup(host, { all: true, verbatim: true }).catch(() => []),
    sleep(DNS_TIMEOUT_MS, [], { ref: false }),
  ]);
  if (answer.length === 0) throw new BlockedAddress("Could not resolve host");
  return answer;
}
