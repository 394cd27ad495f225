import type { Session } from "../store/browser";

/** Goes into every form that acts for the person who is logged in. */
export function CsrfField({ session }: { session: Session }) {
  return <input type="hidden" name="csrfmiddlewaretoken" value={session.csrfToken} />;
}
