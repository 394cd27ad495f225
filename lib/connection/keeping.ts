import { log } from "../platform/log";
import { outliveAnswer } from "../platform/outlive";
import { savesEndAt } from "../platform/shutdown";
import { createKeeping } from "../tokens/keeping";

/** Both keep what PostHog issues until it is saved, even after this process has received SIGTERM. */
export const { exchangeAndSave, keepUntilSaved } = createKeeping({
  onFailure: (error, isLast) => log().error({ err: error, isLast }, "what PostHog issued could not be saved"),
  savesEndAt,
  outliveAnswer,
});
