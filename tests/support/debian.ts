import { execFileSync } from "node:child_process";
import { chownSync } from "node:fs";

const isRoot = (): boolean => process.getuid?.() === 0;

/** Installs one of Debian's packages where that is possible: as root, with a network. Starts none of its services. */
export function installPackage(name: string): void {
  if (!isRoot()) return;
  process.stdout.write(`Getting ${name}: apt-get install ${name}\n`);
  // Services are started by runlevel, and none of them in this one.
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", name]]) {
    execFileSync("apt-get", ["-qq", ...args], { stdio: "ignore", env });
  }
}

/**
 * What to put before a command so that it runs without root's rights, as the user that came with its package.
 * Nothing for anyone but root. The folder becomes that user's own.
 */
export function unprivileged(user: string, folder: string): string[] {
  if (!isRoot()) return [];
  const id = (flag: string) => execFileSync("id", [flag, user], { encoding: "utf8" }).trim();
  const [uid, gid] = [id("-u"), id("-g")];
  chownSync(folder, Number(uid), Number(gid));
  return ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
}
