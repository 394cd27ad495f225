import Link from "next/link";
import type { PageOf } from "@/lib/paging";

/** The way to the other pages of a long list; nothing where there is only one. */
export function Pages({ path, page, pages }: { path: string } & Pick<PageOf<unknown>, "page" | "pages">) {
  if (pages === 1) return null;
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center gap-x-6 gap-y-2">
      {page > 1 ? <Link href={`${path}?page=${page - 1}`}>Previous page</Link> : null}
      <span className="text-ink-soft">
        Page {page} of {pages}
      </span>
      {page < pages ? <Link href={`${path}?page=${page + 1}`}>Next page</Link> : null}
    </nav>
  );
}
