import { isIP } from "node:net";

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * The address a request came from: the last entry of `X-Forwarded-For`, which the proxy nearest to us added. Earlier
 * entries can be forged by the caller. A port is dropped, because a caller can change it with each connection.
 * @returns undefined without a proxy's header, or when its last entry is not an address.
 */
export function readAddress(forwardedFor: string | undefined): string | undefined {
  const last = forwardedFor?.split(",").at(-1)?.trim() ?? "";
  const bare = last.match(/^\[(.*)\](?::\d+)?$/)?.[1] ?? last.match(/^([\d.]+):\d+$/)?.[1] ?? last;
  const address = bare.match(MAPPED_IPV4)?.[1] ?? bare.toLowerCase();
  return isIP(address) ? address : undefined;
}

/** The network that limits count as one caller: an IPv4 address, or an IPv6 /64, which belongs to one subscriber. */
export function networkOf(address: string): string {
  if (isIP(address) === 4) return address;
  const [head = "", tail] = new URL(`http://[${address.replace(/%.*/, "")}]`).hostname
    .slice(1, -1)
    .split("::");
  const groups = head.split(":").filter(Boolean);
  const last = tail?.split(":").filter(Boolean) ?? [];
  const zeros = Array.from({ length: 8 - groups.length - last.length }, () => "0");
  return `${[...groups, ...zeros, ...last].slice(0, 4).join(":")}::/64`;
}
