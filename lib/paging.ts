const PAGE_SIZE = 25;

export interface PageOf<T> {
  readonly items: readonly T[];
  /** From 1 on. */
  readonly page: number;
  readonly pages: number;
}

/** One page of a list. The address says which; whatever is not a page there is the nearest one that is. */
export function pageOf<T>(items: readonly T[], wanted: unknown): PageOf<T> {
  const pages = Math.max(1, Math.ceil(items.length / PAGE_SIZE));
  const page = Math.min(Math.max(1, Math.trunc(Number(wanted)) || 1), pages);
  return { items: items.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), page, pages };
}
