import { AsyncLocalStorage, createHook } from "node:async_hooks";

/** How many of the timers that `work` has started still wait when it has ended. Other timers do not count. */
export async function countTimersLeftBy(work: () => Promise<unknown>): Promise<number> {
  const isWork = new AsyncLocalStorage<boolean>();
  const waiting = new Set<number>();
  const hook = createHook({
    init(id, type) {
      if (type === "Timeout" && isWork.getStore()) waiting.add(id);
    },
    destroy(id) {
      waiting.delete(id);
    },
  }).enable();
  await isWork.run(true, work).catch(() => {});
  // Node reports the end of a timer later.
  await new Promise(setImmediate);
  hook.disable();
  return waiting.size;
}
