"use client";

import type { Route } from "next";
import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "./link";

interface CopyOnceProps {
  readonly title: string;
  /** The page to continue with. */
  readonly next: Route;
  /** The value, and what to do with it. */
  readonly children: ReactNode;
}

/**
 * Shows a value that is never shown again: it exists only in the answer to the form and in this page's memory. With
 * JavaScript, nothing closes it by accident; without, it is simply the content of the page.
 */
export function CopyOnce({ title, next, children }: CopyOnceProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.close();
    dialog.current?.showModal();
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, []);
  return (
    <dialog
      ref={dialog}
      open
      aria-labelledby="copy-now"
      className="sheet card space-y-5"
      onCancel={(event) => event.preventDefault()}
      // Browsers close a dialog on the second Escape, even when `cancel` is prevented.
      onClose={() => dialog.current?.open || dialog.current?.showModal()}
    >
      <h2 id="copy-now" className="wrap-anywhere">
        {title}
      </h2>
      {children}
      <Link href={next} className="button button-primary w-full">
        I have stored it
      </Link>
    </dialog>
  );
}
