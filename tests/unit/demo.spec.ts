import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { expect, test } from "@playwright/test";

test("the demo says in one sentence which port is taken, and starts nothing", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? String(address.port) : "";
  const { status, stderr } = spawnSync("node_modules/.bin/tsx", ["scripts/demo.ts"], {
    encoding: "utf8",
    env: { ...process.env, PORT: port },
  });
  server.close();
  expect(status).toBe(1);
  expect(stderr).toBe(
    `Port ${port} is in use. Stop the program that uses it, or choose another one with PORT.\n`,
  );
});
