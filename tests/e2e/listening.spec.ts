import { expect, test } from "./support/fixtures";

const WITH_GITHUB = { GITHUB_ID: "our-client-id", GITHUB_SECRET: "our-client-secret" };

/** Another address of the loopback network, which Linux has and a server on 127.0.0.1 does not listen on. */
const OTHER_ADDRESS = "127.0.0.2";

const answersAt = (host: string, port: number): Promise<boolean> =>
  fetch(`http://${host}:${port}/api/health`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );

test.describe("with sign-in by e-mail alone", () => {
  test("a start listens on loopback, and is reached by name and by address", async ({ startAnother }) => {
    const { port } = await startAnother({});
    expect(await answersAt("localhost", port)).toBe(true);
    expect(await answersAt("127.0.0.1", port)).toBe(true);
    expect(await answersAt(OTHER_ADDRESS, port)).toBe(false);
  });

  for (const [variable, value] of [
    ["HOSTNAME", "0.0.0.0"],
    ["APP_URL", "https://app.example"],
  ] as const) {
    test(`a start with ${variable}=${value} is refused, with words`, async ({ startAnother }) => {
      await expect(startAnother({ [variable]: value })).rejects.toThrow(
        `${variable} must be on this machine`,
      );
    });
  }
});

test.describe("with a sign-in that proves something", () => {
  test("a start listens where HOSTNAME says", async ({ startAnother }) => {
    test.skip(process.platform !== "linux", "Only Linux has a second loopback address.");
    test.slow();
    const open = await startAnother({ ...WITH_GITHUB, HOSTNAME: "0.0.0.0" });
    expect(await answersAt(OTHER_ADDRESS, open.port)).toBe(true);
    const closed = await startAnother({ ...WITH_GITHUB, HOSTNAME: "127.0.0.1" });
    expect(await answersAt("127.0.0.1", closed.port)).toBe(true);
    expect(await answersAt(OTHER_ADDRESS, closed.port)).toBe(false);
  });

  test("a machine's name in HOSTNAME is ignored", async ({ startAnother }) => {
    const { port } = await startAnother({ ...WITH_GITHUB, ALLOW_SANDBOX: "1", HOSTNAME: "3f2a91c07b55" });
    expect(await answersAt("localhost", port)).toBe(true);
  });
});
