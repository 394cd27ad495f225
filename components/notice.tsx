import type { ReactNode } from "react";

/** Says that what was asked for is done. */
export function Notice({ children }: { children: ReactNode }) {
  return (
    <p role="status" className="mb-8 rounded-xl bg-accent-soft p-4 text-accent">
      {children}
    </p>
  );
}
