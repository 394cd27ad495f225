import { expect, test } from "@playwright/test";
import { isThisMachine } from "../../lib/platform/this-machine";

for (const [address, expected] of [
  ["127.0.0.1", true],
  ["127.9.8.7", true],
  ["::1", true],
  ["::ffff:127.0.0.1", true],
  ["192.0.2.7", false],
  ["::ffff:192.0.2.7", false],
  ["fd00::2", false],
  [undefined, false],
] as const) {
  test(`a request that came in at ${address} is ${expected ? "" : "not "}from this machine`, () => {
    expect(isThisMachine(address)).toBe(expected);
  });
}
