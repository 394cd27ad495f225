import { spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../../tests/support/processes";

/**
 * Starts the demonstration, waits until it is ready, and ends it as Ctrl-C does.
 * @param before What to put before its command, to run it as another user.
 */
export async function runDemo(
  clone: string,
  env: NodeJS.ProcessEnv,
  before: readonly string[] = [],
): Promise<void> {
  const [PORT, SANDBOX_US_PORT, SANDBOX_EU_PORT] = [await freePort(), await freePort(), await freePort()].map(
    String,
  );
  const [command = "npm", ...args] = [...before, "npm", "run", "demo"];
  const demo = spawn(command, args, {
    cwd: clone,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...env, PORT, SANDBOX_US_PORT, SANDBOX_EU_PORT },
  });
  const printed: string[] = [];
  const ready = new Promise<void>((resolve) => {
    for (const stream of [demo.stdout, demo.stderr]) {
      stream.on("data", (chunk) => {
        printed.push(String(chunk));
        if (printed.join("").includes("Ready.  App")) resolve();
      });
    }
  });
  const ended = once(demo, "exit");
  const isReady = await Promise.race([ready.then(() => true), ended.then(() => false)]);
  if (!isReady) throw new Error(printed.join(""));
  // Signal the whole process group, as a terminal does.
  if (demo.pid) process.kill(-demo.pid, "SIGINT");
  await ended;
}
