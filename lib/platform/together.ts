/** So many that one statement stays a small one. */
const MOST = 100;

/**
 * Makes one operation of many: what is asked while one is under way waits for it and is carried out together. Under
 * load there are fewer operations, and without load no one waits.
 * @param carryOut Fails for all or for none.
 */
export function together<Asked>(
  carryOut: (asked: readonly Asked[]) => Promise<unknown>,
): (asked: Asked) => Promise<void> {
  let next: { readonly asked: Asked[]; readonly done: Promise<unknown> } | undefined;
  let last: Promise<unknown> = Promise.resolve();
  return async (each) => {
    if (!next || next.asked.length === MOST) {
      const asked: Asked[] = [];
      const batch = {
        asked,
        done: last
          .catch(() => {})
          .then(() => {
            if (next === batch) next = undefined;
            return carryOut(asked);
          }),
      };
      next = batch;
      last = batch.done;
    }
    next.asked.push(each);
    await next.done;
  };
}
