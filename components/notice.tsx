"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { OUTDATED, RESUMED } from "@/lib/platform/page-marks";

/**
 * Says what has become of the last press, above the page that it led to. It takes the focus, because screen readers
 * read a status only where it changes, and it leaves the address, so that it is gone after a reload.
 */
export function Notice({ children }: { children: ReactNode }) {
  const notice = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    notice.current?.focus();
    const url = new URL(location.href);
    for (const name of ["done", OUTDATED, RESUMED]) url.searchParams.delete(name);
    history.replaceState(null, "", url);
  }, []);
  return (
    <p ref={notice} role="status" tabIndex={-1} className="callout mb-group bg-accent-soft text-accent">
      {children}
    </p>
  );
}
