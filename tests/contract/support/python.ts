import { execFile, execFileSync } from "node:child_process";
import { promisify } from "node:util";
import { test } from "@playwright/test";

const PYTHON = "python3";
const FOLDER = "tests/contract/support";

/** Skips the running test, and says why, if Python or one of these modules is missing. */
export function skipWithout(modules: string, remedy: string): void {
  try {
    execFileSync(findPython(), ["-c", `import ${modules}`], { stdio: "ignore" });
  } catch {
    const reason = `not tried: ${PYTHON} cannot import ${modules}; ${remedy}`;
    process.stdout.write(`${reason}\n`);
    test.skip(true, reason);
  }
}

/** Runs one of our Python programs and returns what it printed. */
export async function runPython(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(findPython(), [`${FOLDER}/${program}`, ...args], {
    // Authlib refuses plain http, which a local sandbox uses.
    env: { ...process.env, AUTHLIB_INSECURE_TRANSPORT: "1" },
    timeout: 30_000,
  });
  return stdout;
}

// On Linux, Debian's own Python, which has Debian's packages, even if another one comes first in PATH.
const findPython = () => (process.platform === "linux" ? "/usr/bin/python3" : PYTHON);
