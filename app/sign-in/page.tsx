import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { csrfToken } from "@/lib/auth/csrf";
import { signInChoices } from "@/lib/auth/providers";
import { currentUser } from "@/lib/auth/session";
import { DemoSignInForm } from "./demo-sign-in-form";

export const metadata: Metadata = { title: "Sign in" };

const AFTER_SIGN_IN = "/connection";
const SESSION_REQUIRED = "SessionRequired";

const SIGNED_OUT = "You are signed out. Sign in, then do it again.";
const NOT_ACCEPTED =
  "That did not work. Check the address, or make sure your account has a verified e-mail address, and try again.";

export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  if (await currentUser()) redirect(AFTER_SIGN_IN);
  const { callbackUrl, error } = await searchParams;
  const problem = error === undefined ? undefined : error === SESSION_REQUIRED ? SIGNED_OUT : NOT_ACCEPTED;
  const token = await csrfToken();
  // next-auth sets its CSRF cookie on its own route and sends the browser back here with a callbackUrl.
  if (!token && !callbackUrl) {
    const reason = problem === SIGNED_OUT ? `&error=${SESSION_REQUIRED}` : "";
    redirect(`/api/auth/signin?callbackUrl=${AFTER_SIGN_IN}${reason}`);
  }
  const { demo, oauth } = signInChoices();
  return (
    <div className="space-y-6">
      <h1>Sign in</h1>
      {problem ? (
        <p role="alert" className="rounded-xl bg-danger-soft p-4 text-danger">
          {problem}
        </p>
      ) : null}
      {token ? null : <p role="alert">Signing in needs cookies. Please allow them and reload this page.</p>}
      <div className="card space-y-4">
        {demo ? <DemoSignInForm csrfToken={token ?? ""} callbackUrl={AFTER_SIGN_IN} /> : null}
        {oauth.map(({ id, name }) => (
          <form key={id} action={`/api/auth/signin/${id}`} method="post">
            <input type="hidden" name="csrfToken" value={token ?? ""} />
            <input type="hidden" name="callbackUrl" value={AFTER_SIGN_IN} />
            <button type="submit" className="button button-quiet w-full">
              Continue with {name}
            </button>
          </form>
        ))}
      </div>
    </div>
  );
}
