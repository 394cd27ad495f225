import { after } from "next/server";

/**
 * Keeps the process alive until `work` is done, although no response waits for it: a serverless function freezes after
 * its response, and a process that has received SIGTERM ends with its last response.
 * @param work Handles its own errors.
 */
export function outliveAnswer(work: Promise<unknown>): void {
  try {
    after(work);
  } catch {
    // Not within a request: in a command, or on a timer. Those processes stay alive by themselves.
  }
}
