import type { Child } from "hono/jsx";
import { CsrfField } from "../csrf-field";
import type { SignedInVisit } from "../visit";

interface ChangeFormProps {
  visit: SignedInVisit;
  action: string;
  /** Which key, token or record it is about. */
  id?: string;
  children: Child;
}

/** Posts to the page it is on. */
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
  /** What it is done to, for those who hear the button without seeing where it is. */
  name: string;
  consequence: string;
  button: string;
}

/** Asks once more, in place and without a script. */
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
