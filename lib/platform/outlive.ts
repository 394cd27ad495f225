import { after } from "next/server";

/**
 * Keeps the process awake until `work` is done, although no answer waits for it: a serverless function sleeps after
 * its answer, and a process that is told to stop ends with its last one.
 * @param work Handles its own errors.
 */
export function outliveAnswer(work: Promise<unknown>): void {
  try {
    after(work);
  } catch {
    // Not within a request: in a command, or in work on a timer. Those processes stay awake by themselves.
  }
}
