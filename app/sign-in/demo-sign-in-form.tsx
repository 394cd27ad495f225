import { TextField } from "@/components/text-field";
import { readGuide } from "@/lib/demo/guide"; // <sandbox/>

export async function DemoSignInForm({ csrfToken, callbackUrl }: { csrfToken: string; callbackUrl: string }) {
  const guide = await readGuide(); // <sandbox/>
  return (
    <form action="/api/auth/callback/demo" method="post" className="space-y-4">
      <p className="rounded-xl bg-accent-soft p-3 text-sm text-accent">
        Demo sign-in: any e-mail address works, no password. It exists only while PostHog is the sandbox.
      </p>
      <input type="hidden" name="csrfToken" value={csrfToken} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <TextField
        name="email"
        type="email"
        label="E-mail address"
        required
        maxLength={254}
        defaultValue={guide?.email} // <sandbox/>
        autoComplete="email"
        hint="PostHog does not know a new address yet; existing@example.com has an account there."
      />
      <button type="submit" className="button button-primary w-full">
        Sign in
      </button>
    </form>
  );
}
