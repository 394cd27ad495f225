import { useSearchParams } from "next/navigation";
import { type RefObject, useEffect, useRef, useState } from "react";
import type { Typed } from "@/lib/platform/action-state";
import { OUTDATED, RESUMED } from "@/lib/platform/page-marks";
import { fillFields, restoreFields } from "./kept-fields";

/**
 * Restores what was typed into the fields of a form: on a page that was left without an answer, and after a failure,
 * when React empties the fields.
 * @param failure A failure that has what was typed.
 */
export function useTyped(failure: { readonly typed?: Typed } | null): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  const params = useSearchParams();
  const [wasLeft] = useState(params.has(OUTDATED) || params.has(RESUMED));
  useEffect(() => {
    if (wasLeft && form.current) restoreFields(form.current);
  }, [wasLeft]);
  useEffect(() => {
    if (form.current && failure?.typed) fillFields(form.current, failure.typed);
  }, [failure]);
  return form;
}
