"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useState } from "react";
import { OUTDATED } from "@/lib/platform/outdated";
import { Notice } from "./notice";

/** Says why this page was loaded again, on that page alone. */
export function OutdatedNotice() {
  const path = usePathname();
  const isOutdated = useSearchParams().has(OUTDATED);
  const [outdatedPath] = useState(isOutdated ? path : null);
  if (outdatedPath !== path) return null;
  return (
    <Notice>
      This page was out of date, so nothing was done. It is up to date now: please press the button again.
    </Notice>
  );
}
