/** A panel shows only the latest items, or the latest that match the search. */
const SHOWN = 6;

export function search<T>(all: T[], find: string, describe: (item: T) => string) {
  const found = all.filter((item) => describe(item).toLowerCase().includes(find.toLowerCase()));
  return { shown: found.slice(-SHOWN).reverse(), hidden: Math.max(0, found.length - SHOWN) };
}

export function HiddenCount({ count }: { count: number }) {
  return count === 0 ? null : <p class="soft">And {count} more. Search to find them.</p>;
}
