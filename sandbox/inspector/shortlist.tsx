/** A long run knows thousands of people; a panel shows the latest few, or those that were searched for. */
const SHOWN = 6;

export function matching<T>(all: T[], find: string, describe: (item: T) => string) {
  const found = all.filter((item) => describe(item).toLowerCase().includes(find.toLowerCase()));
  return { shown: found.slice(-SHOWN).reverse(), hidden: Math.max(0, found.length - SHOWN) };
}

export function ThatManyMore({ count }: { count: number }) {
  return count === 0 ? null : <p class="soft">And {count} more. Search to find them.</p>;
}
