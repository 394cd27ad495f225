import { setTimeout as sleep } from "node:timers/promises";

/** So many that one statement stays a small one. */
const MOST = 100;

/** For one that hangs, no longer is waited. */
const PATIENCE_MS = 50;

/**
 * Makes one operation of many: what is asked while one is under way waits for its end, and is then carried out
 * together. Under load there are fewer operations, and without load no one waits.
 * @param carryOut Gives each its answer; a failure is everyone's.
 * @param fits Whether one more can go with others; those that do not fit go one after the other.
 */
export function together<Asked, Answer>(
  carryOut: (asked: readonly Asked[]) => Promise<(each: Asked) => Answer>,
  fits: (asked: readonly Asked[], each: Asked) => boolean = () => true,
): (asked: Asked) => Promise<Answer> {
  let gathering: { readonly asked: Asked[]; readonly answers: Promise<(each: Asked) => Answer> } | undefined;
  let running: Promise<unknown> | undefined;

  function gather() {
    const asked: Asked[] = [];
    const isOver = running && Promise.race([running, sleep(PATIENCE_MS, undefined, { ref: false })]);
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
