"use client";

import { useEffect } from "react";
import { SCRIPTS_COOKIE } from "@/lib/platform/page-marks";

/** Tells the server that this browser runs scripts, so that it may stream. */
export function ScriptsMark() {
  useEffect(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API needs https, and not every browser has it
    document.cookie = `${SCRIPTS_COOKIE}=1; path=/; samesite=lax`;
  }, []);
  return null;
}
