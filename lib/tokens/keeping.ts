import { setTimeout as sleep } from "node:timers/promises";
import { currentDeadline, waitAtMost, withDeadline } from "../platform/deadline";
import { PostHogError } from "../posthog/errors";
import { EXCHANGE_TIMEOUT_MS } from "../posthog/tokens";
import { refuse } from "./messages";

/** How long a person waits for an exchange, or for a save, before the page says so. */
export const PATIENCE_MS = 9_000;
/** How long something is kept in memory while the database cannot store it. */
const KEPT_MS = 10 * 60_000;
const SAVE_TIMEOUT_MS = 10_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** Saves the result of an exchange, and retries while the database does not accept it. */
export type Keep = <Saved>(save: () => Promise<Saved>) => Promise<Saved>;

interface KeepingOptions {
  /** Called when a save fails; `isLast` when it will not be retried. */
  readonly onFailure?: (error: unknown, isLast: boolean) => void;
  /** When this process must stop retrying, in milliseconds since the epoch; finite once it has received SIGTERM. */
  readonly savesEndAt?: () => number;
  /** Keeps the process alive for work that no answer waits for. */
  readonly outliveAnswer?: (work: Promise<unknown>) => void;
}

/** Keeps in memory what PostHog has issued, until it is saved: it exists nowhere else. */
export function createKeeping({ onFailure, savesEndAt, outliveAnswer }: KeepingOptions = {}) {
  const untilSaved: Keep = async (save) => {
    const keptUntil = Date.now() + KEPT_MS;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        // Has its own deadline: that of the exchange may pass before the database is back.
        return await withDeadline(SAVE_TIMEOUT_MS, save);
      } catch (error) {
        const isLast = Date.now() > Math.min(keptUntil, savesEndAt?.() ?? Number.POSITIVE_INFINITY);
        onFailure?.(error, isLast);
        if (isLast) throw error;
        await sleep(pause);
      }
    }
  };

  /** Waits at most this long, and not past the current deadline; the work continues after that. */
  function waitFor<T>(work: Promise<T>, milliseconds: number, late: () => Error): Promise<T> {
    outliveAnswer?.(work.catch(() => {}));
    const left = Math.min(milliseconds, (currentDeadline() ?? Number.POSITIVE_INFINITY) - Date.now());
    return waitAtMost(left, work, () => {
      throw late();
    });
  }

  return {
    /**
     * Exchanges something that works once, such as a refresh token, and keeps the answer until it is saved. Both
     * continue after the person has stopped waiting, because the answer exists nowhere else.
     * @param work Makes the exchange, and passes the function that saves its answer to `keep`.
     * @param milliseconds How long the person waits.
     * @throws {PostHogError} `timeout` when PostHog takes longer than that; and what `work` threw.
     * @throws {AppError} `not_saved_yet` when our database takes longer than that.
     */
    exchangeAndSave<T>(work: (keep: Keep) => Promise<T>, milliseconds = PATIENCE_MS): Promise<T> {
      let late = (): Error => new PostHogError("timeout");
      const keep: Keep = (save) => {
        late = notSavedYet;
        return untilSaved(save);
      };
      const done = withDeadline(EXCHANGE_TIMEOUT_MS, () => work(keep));
      return waitFor(done, milliseconds, () => late());
    },

    /**
     * Saves what PostHog has issued outside an exchange, and retries while the database does not accept it.
     * @param save Safe to repeat.
     * @throws {AppError} `not_saved_yet` when the person has waited long enough; the retries continue.
     */
    keepUntilSaved: <Saved>(save: () => Promise<Saved>): Promise<Saved> =>
      waitFor(untilSaved(save), PATIENCE_MS, notSavedYet),
  };
}

const notSavedYet = (): Error => refuse("not_saved_yet");
