import type { ReactNode } from "react";
import { Icon } from "./icon";

const STATES = {
  good: { icon: "check", ground: "bg-good-soft text-good" },
  warn: { icon: "alert", ground: "bg-warn-soft text-warn" },
  bad: { icon: "cross", ground: "bg-danger-soft text-danger" },
  unknown: { icon: "unknown", ground: "bg-line/60 text-ink-soft" },
} as const;

export type StateName = keyof typeof STATES;

/** The state of something: an icon and words, so that the colour only repeats them. */
export function State({ is, children }: { is: StateName; children: ReactNode }) {
  const { icon, ground } = STATES[is];
  return (
    <span className="inline-flex items-start gap-2 font-medium">
      <span className={`mt-0.5 rounded-full p-0.5 ${ground}`}>
        <Icon name={icon} look="size-4" />
      </span>
      <span className="min-w-0 wrap-anywhere">{children}</span>
    </span>
  );
}
