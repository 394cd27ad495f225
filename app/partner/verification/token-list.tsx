import { Link } from "@/components/link";
import { Timestamp } from "@/components/timestamp";
import type { VerificationToken } from "@/features/verification/api";

interface TokenListProps {
  readonly tokens: readonly VerificationToken[];
  /** The token that this app publishes now. */
  readonly activeId: string | undefined;
}

export function TokenList({ tokens, activeId }: TokenListProps) {
  if (tokens.length === 0) return <p>There is none yet.</p>;
  return (
    <ul aria-label="Verification tokens, newest first" className="divide-y divide-line">
      {tokens.map((token) => (
        <Token key={token.id} token={token} isActive={token.id === activeId} />
      ))}
    </ul>
  );
}

function Token({ token, isActive }: { token: VerificationToken; isActive: boolean }) {
  const { id, label, mask, boundUrl, createdAt, lastUsedAt } = token;
  return (
    <li className="space-y-1 py-4">
      <p className="flex flex-wrap items-center gap-x-3">
        <span className="font-medium wrap-anywhere">{label}</span>
        <code className="text-sm">{mask}</code>
        {isActive ? (
          <span className="rounded-md bg-accent-soft px-2 py-0.5 text-sm text-accent">Published now</span>
        ) : null}
      </p>
      {boundUrl ? <p className="text-sm wrap-anywhere">For {boundUrl}</p> : null}
      {boundUrl === null ? (
        <p className="text-sm text-danger">
          This token verifies nothing: it was created before tokens were bound to an address.
        </p>
      ) : null}
      <p className="text-sm text-ink-soft">
        Created <Timestamp date={createdAt} />.{" "}
        {lastUsedAt ? (
          <>
            PostHog last read it <Timestamp date={lastUsedAt} />.
          </>
        ) : (
          "PostHog has not read it in a document yet."
        )}
      </p>
      <Link href={`/partner/verification/${encodeURIComponent(id)}/revoke`}>Revoke {label}</Link>
    </li>
  );
}
