import { readFileSync } from "node:fs";
import type { RunningProcess } from "./processes";

type Running = Pick<RunningProcess, "pid">;

/** CPU seconds that a process has used so far, over all its threads. Works only on Linux. */
export function coreSeconds(running: Running): number {
  const { user, system } = readTimes(running);
  return user + system;
}

/** CPU seconds of a process and all its children, including those that have ended. */
export function familySeconds({ pid }: Running): number {
  const { endedUser, endedSystem } = readTimes({ pid });
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  const living = children.reduce((sum, child) => sum + coreSeconds({ pid: Number(child) }), 0);
  return coreSeconds({ pid }) + endedUser + endedSystem + living;
}

/** The parent of a process. */
export const parentOf = (running: Running): Running => ({ pid: Number(readFields(running)[1]) });

// Fields 14 to 17 of proc_pid_stat(5), in hundredths of a second.
function readTimes(running: Running) {
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = readFields(running)
    .slice(11, 15)
    .map((ticks) => Number(ticks) / 100);
  return { user, system, endedUser, endedSystem };
}

/** The fields after the name, which may contain spaces: index 0 is the third field. */
const readFields = ({ pid }: Running): string[] =>
  readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
