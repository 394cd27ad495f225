import { csrfToken } from "@/lib/auth/csrf";

export async function SignOutForm() {
  return (
    <form action="/api/auth/signout" method="post">
      <input type="hidden" name="csrfToken" value={(await csrfToken()) ?? ""} />
      <input type="hidden" name="callbackUrl" value="/" />
      <button type="submit" className="cursor-pointer text-brand underline underline-offset-4">
        Sign out
      </button>
    </form>
  );
}
