import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A copy of this project as it is now, with everything committed, to do to it what someone does to a clone. */
export interface Checkout {
  readonly folder: string;
  run(command: string, args: readonly string[]): { status: number | null; output: string };
  /** Paths that differ from what was committed. */
  changes(): string[];
}

export function makeCheckout(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), "open-in-posthog-"));
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  // What was deleted and not yet committed is still listed.
  const files = listed
    .toString()
    .split("\0")
    .filter((path) => path !== "" && existsSync(path));
  for (const path of [...files, "lib/platform/generated"])
    cpSync(path, join(folder, path), { recursive: true });
  symlinkSync(join(process.cwd(), "node_modules"), join(folder, "node_modules"));
  const run: Checkout["run"] = (command, args) => {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    });
    return { status, output: stdout + stderr };
  };
  const git = (...args: string[]) =>
    run("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args]);
  git("init", "--quiet");
  // A link is no folder, so what ignores the folder does not ignore the link.
  git("config", "core.excludesFile", "");
  execFileSync("sh", ["-c", "echo /node_modules >> .git/info/exclude"], { cwd: folder });
  git("add", "--all");
  git("commit", "--quiet", "--message", "A clone");
  return {
    folder,
    run,
    changes: () =>
      git("status", "--porcelain")
        .output.split("\n")
        .flatMap((line) => (line === "" ? [] : [line.slice(3)])),
  };
}
