import type { SignOutForm as SignOut } from "@/lib/auth/sign-in";

export function SignOutForm({ action, fields }: SignOut) {
  return (
    <form action={action} method="post">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className="cursor-pointer text-brand underline underline-offset-4">
        Sign out
      </button>
    </form>
  );
}
