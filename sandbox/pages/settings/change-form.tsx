import type { Child } from "hono/jsx";
import { CsrfField } from "../csrf-field";
import type { SignedInVisit } from "../visit";

interface ChangeFormProps {
  visit: SignedInVisit;
  action: string;
  /** The id of the key, token or record. */
  id?: string;
  children: Child;
}

/** A form that posts to its own page. */
export function ChangeForm({ visit, action, id, children }: ChangeFormProps) {
  return (
    <form class="form" method="post">
      <CsrfField session={visit.signedIn.session} />
      <input type="hidden" name="action" value={action} />
      {id === undefined ? null : <input type="hidden" name="id" value={id} />}
      {children}
    </form>
  );
}

interface ConfirmProps extends Omit<ChangeFormProps, "children"> {
  verb: string;
  /** The name of the key, token or record, for screen readers. */
  name: string;
  consequence: string;
  button: string;
}

/** A button with a confirmation. It works without JavaScript. */
export function Confirm({ verb, name, consequence, button, ...form }: ConfirmProps) {
  return (
    <details class="confirm">
      <summary>
        {verb} <span class="visually-hidden">{name}</span>
      </summary>
      <ChangeForm {...form}>
        <p>{consequence}</p>
        <p>
          <button class="button button-small" type="submit">
            {button}
          </button>
        </p>
      </ChangeForm>
    </details>
  );
}
