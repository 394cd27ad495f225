import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A copy of this project as it is now, committed in a repository of its own, where anything can be tried. */
export function makeScratchCopy(): string {
  const folder = mkdtempSync(join(tmpdir(), "scratch-"));
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    encoding: "utf8",
  });
  // A file that was deleted and not yet committed is still listed.
  const files = listed.split("\0").filter((path) => path !== "" && existsSync(path));
  for (const path of [...files, "lib/platform/generated"])
    cpSync(path, join(folder, path), { recursive: true });
  // Turbopack refuses a link that leaves its folder, so the packages are linked file by file.
  execFileSync("cp", ["-al", join(process.cwd(), "node_modules"), folder]);
  execFileSync("git", ["init", "--quiet"], { cwd: folder });
  writeFileSync(join(folder, ".git/info/exclude"), "/node_modules\n");
  execFileSync("git", ["add", "--all"], { cwd: folder });
  const author = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
  execFileSync("git", [...author, "commit", "--quiet", "--message", "A copy"], { cwd: folder });
  return folder;
}
