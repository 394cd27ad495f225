import { attempt } from "@/lib/connection/attempt";
import { withDeadline } from "@/lib/platform/deadline";
import type { Result } from "@/lib/platform/failure";

const DEADLINE_MS = 8_000;

/** Reads from PostHog what a page shows, no longer than a person waits. The page displays a failure. */
export const readForPage = <T>(what: string, work: () => Promise<T>): Promise<Result<T>> =>
  attempt(what, () => withDeadline(DEADLINE_MS, work));
