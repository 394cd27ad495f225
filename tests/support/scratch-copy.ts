import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { commitAll, copyProject } from "./project-copy";

/** Makes a copy of this project as it is now, with its packages. */
export function makeScratchCopy(): string {
  const folder = copyProject();
  // Turbopack refuses a symbolic link that leaves its folder, so every package file is hard-linked.
  execFileSync("cp", ["-al", join(process.cwd(), "node_modules"), folder]);
  commitAll(folder);
  return folder;
}
