"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { OUTDATED, RESUMED } from "@/lib/platform/page-marks";
import { Notice } from "./notice";

/** Says what has become of a click that led back to its own page, on that page alone. */
export function ReturnNotice() {
  const path = usePathname();
  const params = useSearchParams();
  const [returned] = useState({
    path,
    isOutdated: params.has(OUTDATED),
    isResumed: params.has(RESUMED),
  });
  if (returned.path !== path) return null;
  if (returned.isOutdated) {
    return (
      <Notice>
        This page was out of date, so nothing was done. It is up to date now: please press the button again.
      </Notice>
    );
  }
  return returned.isResumed ? (
    <Notice>You are signed in again. Nothing was done yet: please press the button again.</Notice>
  ) : null;
}
