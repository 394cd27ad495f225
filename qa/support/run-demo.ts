import { spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../../tests/support/processes";

interface DemoOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Another user of this machine. */
  readonly uid?: number;
  readonly gid?: number;
}

/** Starts the demonstration, waits until it is ready, and ends it as Ctrl-C does. */
export async function runDemo(clone: string, { env, ...user }: DemoOptions): Promise<void> {
  const [PORT, SANDBOX_US_PORT, SANDBOX_EU_PORT] = [await freePort(), await freePort(), await freePort()].map(
    String,
  );
  const demo = spawn("npm", ["run", "demo"], {
    cwd: clone,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...env, PORT, SANDBOX_US_PORT, SANDBOX_EU_PORT },
    ...user,
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
  // Its whole process group, as a terminal does.
  if (demo.pid) process.kill(-demo.pid, "SIGINT");
  await ended;
}
