import { waitAtMost } from "./deadline";

/** Keeps each statement small. */
const MOST = 100;

/** How long a new batch waits for one that hangs. */
const PATIENCE_MS = 50;

/**
 * Batches an operation: calls that arrive while one batch runs wait for it, and then run as the next batch. Under load
 * there are fewer operations; without load no call waits.
 * @param carryOut Runs a batch, and returns a function that gives each call its answer. A failure fails them all.
 * @param fits Whether a call can join a batch; one that does not fit begins the next batch.
 */
export function together<Asked, Answer>(
  carryOut: (asked: readonly Asked[]) => Promise<(each: Asked) => Answer>,
  fits: (asked: readonly Asked[], each: Asked) => boolean = () => true,
): (asked: Asked) => Promise<Answer> {
  let gathering: { readonly asked: Asked[]; readonly answers: Promise<(each: Asked) => Answer> } | undefined;
  let running: Promise<unknown> | undefined;

  function gather() {
    const asked: Asked[] = [];
    const isOver = running && waitAtMost(PATIENCE_MS, running, () => undefined);
    const answers = Promise.resolve(isOver).then(() => {
      if (gathering?.asked === asked) gathering = undefined;
      return carryOut(asked);
    });
    const forget = () => {
      if (running === over) running = undefined;
    };
    const over: Promise<void> = answers.then(forget, forget);
    running = over;
    return { asked, answers };
  }

  return async (each) => {
    if (!gathering || gathering.asked.length === MOST || !fits(gathering.asked, each)) gathering = gather();
    gathering.asked.push(each);
    return (await gathering.answers)(each);
  };
}
