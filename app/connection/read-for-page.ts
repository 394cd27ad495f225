import { withDeadline } from "@/lib/deadline";
import { attempt, type Result } from "@/lib/failure";

const DEADLINE_MS = 8_000;

/** Reads from PostHog what a page shows: within a time that a person waits, and a failure is part of the page. */
export const readForPage = <T>(what: string, work: () => Promise<T>): Promise<Result<T>> =>
  attempt(what, () => withDeadline(DEADLINE_MS, work));
