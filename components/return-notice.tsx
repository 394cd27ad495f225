"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { OUTDATED, RESUMED } from "@/lib/platform/page-marks";
import { Notice } from "./notice";

/** Tells a person whose click only led back to its own page that nothing was done. Shown on that page only. */
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
