import type { Child } from "hono/jsx";

export const PANELS = ["clock", "world", "faults", "clients", "people", "organizations", "mail"] as const;
export type PanelName = (typeof PANELS)[number];

interface PanelProps {
  name: PanelName;
  title: string;
  isOpen: boolean;
  /** How many of its things there are. */
  count?: number;
  children: Child;
}

export function Panel({ name, title, isOpen, count, children }: PanelProps) {
  return (
    <details class="panel" id={name} open={isOpen}>
      <summary>
        <h2>{title}</h2>
        <Live name={`${name}-count`}>{count ? <span class="badge">{count}</span> : null}</Live>
      </summary>
      <div class="panel-content">{children}</div>
    </details>
  );
}

/** A part that follows what happens without a reload. */
export function Live({ name, children }: { name: string; children: Child }) {
  return <div data-live={name}>{children}</div>;
}
