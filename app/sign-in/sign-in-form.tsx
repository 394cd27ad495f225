import { PlainForm } from "@/components/plain-form";
import { TextField } from "@/components/text-field";
import type { SignInMethod } from "@/lib/auth/sign-in";

const ADDRESS_HINT = "PostHog does not know a new address yet; existing@example.com has an account there.";

interface SignInFormProps {
  readonly method: SignInMethod;
  /** The initial value of the e-mail field. */
  readonly email?: string | undefined;
}

export function SignInForm({ method: { label, action, fields, asksForEmail }, email }: SignInFormProps) {
  const look = asksForEmail ? "button-primary w-full" : "button-quiet w-full";
  return (
    <PlainForm action={action} fields={fields} label={label} busy="Signing in…" look={look}>
      {asksForEmail ? (
        <>
          <p className="callout bg-accent-soft text-sm text-accent">
            Demo sign-in: any e-mail address works, no password. It exists only while PostHog is the sandbox.
          </p>
          <TextField
            name="email"
            type="email"
            label="E-mail address"
            required
            maxLength={254}
            defaultValue={email}
            autoComplete="email"
            hint={email ? undefined : ADDRESS_HINT}
          />
        </>
      ) : null}
    </PlainForm>
  );
}
