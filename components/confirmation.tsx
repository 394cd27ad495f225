import type { ReactNode } from "react";
import { ConfirmForm, type ConfirmFormProps } from "./confirm-form";

interface ConfirmationProps extends ConfirmFormProps {
  readonly title: string;
  /** What will happen, one consequence a child. */
  readonly children: ReactNode;
}

/** A page that says what will happen, and asks. A plain form, so it works without JavaScript. */
export function Confirmation({ title, children, ...form }: ConfirmationProps) {
  return (
    <div className="card space-y-6">
      <h1 className="wrap-anywhere">{title}</h1>
      <ul className="list-disc space-y-2 pl-5">{children}</ul>
      <ConfirmForm {...form} />
    </div>
  );
}
