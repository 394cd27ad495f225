import { execFileSync } from "node:child_process";
import { chownSync } from "node:fs";

const isRoot = (): boolean => process.getuid?.() === 0;

/** Installs a Debian package where that is possible: as root, with a network. Starts none of its services. */
export function installPackage(name: string): void {
  if (!isRoot()) return;
  process.stdout.write(`Getting ${name}: apt-get install ${name}\n`);
  // Services start by runlevel, and none starts in this one.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", name]]) {
    execFileSync("apt-get", ["-qq", ...args], { stdio: "ignore", env });
  }
}

/**
 * Returns the command prefix that drops root's rights and runs as the user that came with the package. Empty unless
 * this process is root. Makes that user the owner of the folder.
 */
export function unprivileged(user: string, folder: string): string[] {
  if (!isRoot()) return [];
  const id = (flag: string) => execFileSync("id", [flag, user], { encoding: "utf8" }).trim();
  const [uid, gid] = [id("-u"), id("-g")];
  chownSync(folder, Number(uid), Number(gid));
  return ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
}
