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

test("the demo does not say that it is ready when a program of it has ended", () => {
  const script = `
    import { start, waitUntilUp } from "./scripts/support/processes.ts";
    start("The app", process.execPath, ["--eval", "process.exit(3)"]);
    await waitUntilUp("http://127.0.0.1:1/", "The app");
    console.log("Ready.");`;
  const options = ["--import", "tsx", "--input-type=module", "--eval", script];
  const { status, stdout } = spawnSync(process.execPath, options, { encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 3, stdout: "" });
});
