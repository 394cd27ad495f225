import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A copy of this project as it is now, without packages, where anything can be tried. */
export function copyProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "open-in-posthog-"));
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  // What was deleted and not yet committed is still listed.
  const files = listed
    .toString()
    .split("\0")
    .filter((path) => path !== "" && existsSync(path));
  for (const path of [...files, "lib/platform/generated"]) {
    cpSync(path, join(folder, path), { recursive: true });
  }
  return folder;
}

/** Makes a folder a repository of its own, with everything committed but its packages, also where they are a link. */
export function commitAll(folder: string): void {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], { cwd: folder });
  git("init", "--quiet");
  writeFileSync(join(folder, ".git/info/exclude"), "/node_modules\n");
  git("add", "--all");
  git("commit", "--quiet", "--message", "A clone");
}
