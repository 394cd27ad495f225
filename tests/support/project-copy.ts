import { execFileSync } from "node:child_process";
import { cpSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeTempFolder } from "./temp-folder";

/** Makes a copy of this project as it is now, without packages, for tests to change. */
export function copyProject(): string {
  const folder = makeTempFolder();
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
  // Git still lists files whose deletion is not committed.
  const files = listed
    .toString()
    .split("\0")
    .filter((path) => path !== "" && existsSync(path));
  for (const path of [...files, "lib/platform/generated"]) {
    cpSync(path, join(folder, path), { recursive: true });
  }
  return folder;
}

/** Makes a folder a separate repository, and commits everything except packages, even where they are a link. */
export function commitAll(folder: string): void {
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=A", "-c", "user.email=a@example.org", ...args], { cwd: folder });
  git("init", "--quiet");
  writeFileSync(join(folder, ".git/info/exclude"), "/node_modules\n");
  git("add", "--all");
  git("commit", "--quiet", "--message", "A clone");
}
