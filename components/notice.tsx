"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { OUTDATED, RESUMED } from "@/lib/platform/page-marks";

/**
 * Says what the last button press has done, above the page that it led to. It takes the focus, because screen readers
 * announce a status only when it changes. It removes its query parameter, so that it is gone after a reload.
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
