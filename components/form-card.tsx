import type { ReactNode } from "react";
import { Problem } from "./problem";
import type { useForm } from "./use-form";

interface FormCardProps {
  readonly form: Pick<ReturnType<typeof useForm>, "submit" | "pending" | "failure">;
  /** What the button does, as a verb. */
  readonly label: string;
  /** The fields. */
  readonly children: ReactNode;
  /** Shown while the action is under way. */
  readonly progress?: ReactNode;
}

/** A form on a card of its own, and what went wrong below its button. */
export function FormCard({ form: { submit, pending, failure }, label, children, progress }: FormCardProps) {
  return (
    <form action={submit} className="card space-y-5">
      {children}
      <button type="submit" disabled={pending} className="button button-primary w-full">
        {label}
      </button>
      {pending ? progress : null}
      {failure && !pending ? <Problem failure={failure} /> : null}
    </form>
  );
}
