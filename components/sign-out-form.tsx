interface SignOutFormProps {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** A plain form that posts its hidden fields to the sign-in provider. */
export function SignOutForm({ action, fields }: SignOutFormProps) {
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
