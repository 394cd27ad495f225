import { expect, test } from "@playwright/test";
import { networkOf, readAddress } from "../../lib/platform/address";

for (const [header, address] of [
  ["203.0.113.7", "203.0.113.7"],
  ["198.51.100.1, 203.0.113.7", "203.0.113.7"],
  ["203.0.113.7:51234", "203.0.113.7"],
  ["[2001:DB8::7]:51234", "2001:db8::7"],
  ["2001:db8::7", "2001:db8::7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["203.0.113.7, ", undefined],
  ["unknown", undefined],
  ["203.0.113.7 or so", undefined],
  ['\'; DROP TABLE "User"', undefined],
  ["", undefined],
  [undefined, undefined],
] as const) {
  test(`X-Forwarded-For "${header}" names ${address ?? "no address"}`, () => {
    expect(readAddress(header)).toBe(address);
  });
}

for (const [address, network] of [
  ["203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2::6", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
] as const) {
  test(`${address} is counted as ${network}`, () => {
    expect(networkOf(address)).toBe(network);
  });
}
