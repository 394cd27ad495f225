import type { ReactNode } from "react";
import { ActionForm } from "./action-form";
import type { FormAction } from "./call-action";
import type { FormProps } from "./form";

interface ConfirmationProps extends Required<Pick<FormProps, "label" | "busy" | "cancel">> {
  readonly title: string;
  readonly action: FormAction;
  /** The id of the item that the action is for, where there are several. */
  readonly id?: string;
  /** What will happen, one consequence per child. */
  readonly children: ReactNode;
}

/** A page that says what will happen and asks for confirmation. A plain form, so it works without JavaScript. */
export function Confirmation({ title, id, children, ...form }: ConfirmationProps) {
  return (
    <div className="narrow card space-y-group">
      <h1 className="wrap-anywhere">{title}</h1>
      <ul className="list-disc space-y-2 pl-5">{children}</ul>
      <ActionForm look="button-danger" {...form}>
        {id ? <input type="hidden" name="id" value={id} /> : null}
      </ActionForm>
    </div>
  );
}
