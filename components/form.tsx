"use client";

import type { Route } from "next";
import Link from "next/link";
import type { FormEvent, ReactNode } from "react";
import { Problem } from "./problem";
import { SubmitButton } from "./submit-button";
import type { FormState } from "./use-form";
import { useTyped } from "./use-typed";

export interface FormProps {
  /** What the button does, as a verb. */
  readonly label: string;
  /** What is happening while the action runs: the button says it, and screen readers read it once. */
  readonly busy: string;
  readonly look?:
    | "button-primary"
    | "button-primary w-full"
    | "button-quiet"
    | "button-quiet button-small"
    | "button-danger";
  /** The form is a card of its own. */
  readonly card?: boolean;
  /** The way out, beside the button; its label after a failure. */
  readonly cancel?: { readonly href: Route; readonly label: string };
  /** Said when it has worked, where the page says nothing by itself. */
  readonly done?: string;
  /** Shown and announced while the action runs, in place of `busy`. */
  readonly progress?: ReactNode;
  /** The project's ordinary address, offered when there is no one-click link. */
  readonly projectUrl?: string | undefined;
  /** In place of the one button. */
  readonly buttons?: ReactNode;
  readonly onSubmit?: (event: FormEvent<HTMLFormElement>) => void;
  /** The fields. */
  readonly children?: ReactNode;
}

interface Props extends FormProps {
  readonly form: Pick<FormState<unknown>, "submit" | "pending" | "failure" | "isDone">;
}

/** Every form of this app: its fields, its button, and below it what went wrong. */
export function Form({ form, card = false, children, buttons, onSubmit, ...rest }: Props) {
  const { submit, pending, failure, isDone } = form;
  const {
    label,
    busy,
    look = card ? "button-primary w-full" : "button-primary",
    cancel,
    done,
    progress,
  } = rest;
  const element = useTyped(failure);
  return (
    <form ref={element} action={submit} onSubmit={submitOnce} className={`${card ? "card " : ""}stack`}>
      {children}
      {buttons ?? (
        <div className={cancel ? "flex flex-wrap gap-3" : undefined}>
          <SubmitButton label={label} busy={busy} look={look} isBusy={pending} />
          {cancel ? <Cancel {...cancel} failed={failure !== null} /> : null}
        </div>
      )}
      {pending ? progress : null}
      {progress ? null : (
        <p role="status" className="sr-only">
          {pending ? busy : ""}
        </p>
      )}
      {done ? (
        <p role="status" className="empty:hidden">
          {isDone ? done : ""}
        </p>
      ) : null}
      {failure ? <Problem failure={failure} projectUrl={rest.projectUrl} /> : null}
      {failure?.message.reconnect ? (
        <div className="connect-again">
          <Link href="/connection" className="button button-primary">
            Connect again
          </Link>
        </div>
      ) : null}
    </form>
  );

  function submitOnce(event: FormEvent<HTMLFormElement>): void {
    if (pending) event.preventDefault();
    else onSubmit?.(event);
  }
}

function Cancel({ href, label, failed }: { href: Route; label: string; failed: boolean }) {
  return (
    <Link href={href} className="button button-quiet">
      {failed ? label : "Keep everything as it is"}
    </Link>
  );
}
