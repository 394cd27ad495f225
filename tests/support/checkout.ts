import { spawnSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { commitAll, copyProject } from "./project-copy";

/** A copy of this project as it is now, with everything committed, for what people do to a clone. */
export interface Checkout {
  readonly folder: string;
  run(command: string, args: readonly string[]): { status: number | null; output: string };
  /** Paths that differ from what was committed. */
  changes(): string[];
}

export function makeCheckout(): Checkout {
  const folder = copyProject();
  symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
  commitAll(folder);
  const run: Checkout["run"] = (command, args) => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    });
    return { status, output: stdout + stderr };
  };
  return {
    folder,
    run,
    changes: () =>
      run("git", ["status", "--porcelain"])
        .output.split("\n")
        .flatMap((line) => (line === "" ? [] : [line.slice(3)])),
  };
}
