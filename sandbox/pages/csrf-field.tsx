import type { Session } from "../store/browser";

/** Required in every form that acts for the logged-in user. */
export function CsrfField({ session }: { session: Session }) {
  return <input type="hidden" name="csrfmiddlewaretoken" value={session.csrfToken} />;
}
