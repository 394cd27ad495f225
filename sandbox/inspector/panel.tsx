import type { Child } from "hono/jsx";

export const PANELS = ["clock", "world", "faults", "clients", "people", "organizations", "mail"] as const;
export type PanelName = (typeof PANELS)[number];

interface PanelProps {
  name: PanelName;
  title: string;
  isOpen: boolean;
  /** The number of items in the panel. */
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

/** A part of the page that the script updates. */
export function Live({ name, children }: { name: string; children: Child }) {
  return <div data-live={name}>{children}</div>;
}
