import { readFileSync } from "node:fs";
import type { RunningProcess } from "./processes";

/** Seconds of a core's time that a process has used so far, all its threads together. Linux alone tells. */
export function coreSeconds({ pid }: Pick<RunningProcess, "pid">): number {
  // User and system time are fields 14 and 15 of proc_pid_stat(5), in hundredths of a second.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
