import { TextField } from "@/components/text-field";
import type { SignInMethod } from "@/lib/auth/sign-in";

interface SignInFormProps {
  readonly method: SignInMethod;
  /** What the e-mail field contains to begin with. */
  readonly email?: string | undefined;
}

export function SignInForm({ method, email }: SignInFormProps) {
  const { label, action, fields, asksForEmail } = method;
  return (
    <form action={action} method="post" className="space-y-4">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
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
            hint="PostHog does not know a new address yet; existing@example.com has an account there."
          />
        </>
      ) : null}
      <button type="submit" className={`button w-full ${asksForEmail ? "button-primary" : "button-quiet"}`}>
        {label}
      </button>
    </form>
  );
}
