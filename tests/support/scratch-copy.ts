import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { commitAll, copyProject } from "./project-copy";

/** A copy of this project as it is now, with its packages. */
export function makeScratchCopy(): string {
  const folder = copyProject();
  // Turbopack refuses a link that leaves its folder, so the packages are linked file by file.
  execFileSync("cp", ["-al", join(process.cwd(), "node_modules"), folder]);
  commitAll(folder);
  return folder;
}
