import type { Child } from "hono/jsx";
import { Mark } from "./mark";

/** For an empty list: says what will be listed and how to create it. */
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
