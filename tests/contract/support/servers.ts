import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "../../support/processes";
import { Region } from "./region";

export interface Servers {
  us: Region;
  eu: Region;
  stop(): Promise<void>;
}

/** A sandbox that was started here, with its output so far. */
export interface OwnSandbox extends Servers {
  output(): string;
}

/** The server named in the environment, or a sandbox of this worker's own. */
export function openServers(): Promise<Servers> {
  const { CONTRACT_URL, CONTRACT_EU_URL } = process.env;
  if (CONTRACT_URL === undefined) return startSandbox();
  if (CONTRACT_EU_URL === undefined) throw new Error("CONTRACT_URL needs CONTRACT_EU_URL beside it.");
  return Promise.resolve({
    us: new Region("US", new URL(CONTRACT_URL).origin),
    eu: new Region("EU", new URL(CONTRACT_EU_URL).origin),
    stop: () => Promise.resolve(),
  });
}

export async function startSandbox(environment: Record<string, string> = {}): Promise<OwnSandbox> {
  const [usPort, euPort] = await Promise.all([freePort(), freePort()]);
  const sandbox = spawn(process.execPath, ["sandbox/start.mjs"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      SANDBOX_US_PORT: String(usPort),
      SANDBOX_EU_PORT: String(euPort),
      ...environment,
    },
  });
  let output = "";
  sandbox.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  const us = new Region("US", `http://127.0.0.1:${usPort}`);
  const eu = new Region("EU", `http://127.0.0.1:${euPort}`);
  await Promise.all([waitUntilHealthy(us, sandbox), waitUntilHealthy(eu, sandbox)]);
  return { us, eu, stop: () => stop(sandbox), output: () => output };
}

async function waitUntilHealthy(region: Region, sandbox: ChildProcess): Promise<void> {
  for (;;) {
    if (sandbox.exitCode !== null) throw new Error(`The sandbox ended with code ${sandbox.exitCode}.`);
    const isHealthy = await region.get("/_sandbox/health").then(
      (answer) => answer.status === 200,
      () => false,
    );
    if (isHealthy) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function stop(sandbox: ChildProcess): Promise<void> {
  if (sandbox.exitCode !== null) return;
  sandbox.kill("SIGTERM");
  await once(sandbox, "exit");
}
