import type { Child } from "hono/jsx";
import { Mark } from "./mark";

/** Nothing here yet, and that is fine: says what would be here and how it gets here. */
export function EmptyState({ title, children }: { title: string; children: Child }) {
  return (
    <div class="empty stack-tight">
      <div>
        <Mark />
      </div>
      <h2>{title}</h2>
      <p class="soft">{children}</p>
    </div>
  );
}
