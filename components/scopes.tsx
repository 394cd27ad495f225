/** Scopes, side by side. */
export function Scopes({ scopes }: { scopes: readonly string[] }) {
  return (
    <ul className="flex flex-wrap gap-1.5">
      {scopes.map((scope) => (
        <li key={scope} className="rounded-md bg-accent-soft px-2 py-0.5 text-sm">
          {scope}
        </li>
      ))}
    </ul>
  );
}
