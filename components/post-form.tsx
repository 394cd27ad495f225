interface PostFormProps {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly label: string;
  readonly look: string;
}

/** A button that posts hidden fields to the sign-in provider. A plain form, without a script. */
export function PostForm({ action, fields, label, look }: PostFormProps) {
  return (
    <form action={action} method="post">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className={look}>
        {label}
      </button>
    </form>
  );
}
