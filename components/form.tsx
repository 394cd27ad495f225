"use client";

import type { Route } from "next";
import type { FormEvent, ReactNode } from "react";
import { Link } from "./link";
import { Problem } from "./problem";
import { SubmitButton } from "./submit-button";
import type { FormState } from "./use-form";
import { useTyped } from "./use-typed";

export interface FormProps {
  /** What the button does, as a verb. */
  readonly label: string;
  /** Text while the action runs: the button shows it, and screen readers announce it once. */
  readonly busy: string;
  readonly look?:
    | "button-primary"
    | "button-primary w-full"
    | "button-quiet"
    | "button-quiet button-small"
    | "button-danger";
  /** Renders the form as a card of its own. */
  readonly card?: boolean;
  /** A link out of the form, beside the button. Its label is shown only after a failure. */
  readonly cancel?: { readonly href: Route; readonly label: string };
  /** Shown after a success, where the page itself shows nothing. */
  readonly done?: string;
  /** Shown and announced while the action runs; `busy` is then only on the button. */
  readonly progress?: ReactNode;
  /** The project's ordinary URL, offered when there is no one-click link. */
  readonly projectUrl?: string | undefined;
  /** Replaces the single button. */
  readonly buttons?: ReactNode;
  readonly onSubmit?: (event: FormEvent<HTMLFormElement>) => void;
  /** The fields. */
  readonly children?: ReactNode;
}

interface Props extends FormProps {
  readonly form: Pick<FormState<unknown>, "submit" | "pending" | "failure" | "isDone">;
}

/** A form that calls a server action: its fields, its button and, below them, what went wrong. */
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
