import { ActionForm } from "@/components/action-form";
import { CopyButton } from "@/components/copy-button";
import { Link } from "@/components/link";
import type { ProxyRecord } from "@/features/proxies/api";
import { describeProxy } from "@/features/proxies/status";
import { retryDomain } from "./actions";

interface ProxyCardProps {
  readonly record: ProxyRecord;
  readonly mayChange: boolean;
  /** PostHog's own page for managing proxies. */
  readonly settingsUrl: string;
}

export function ProxyCard({ record, mayChange, settingsUrl }: ProxyCardProps) {
  const { id, domain, targetCname, status, message } = record;
  const { label, words, isLive, mayRetry } = describeProxy(status);
  return (
    <section aria-label={domain} className="card space-y-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="wrap-anywhere">{domain}</h2>
        <p
          aria-live="polite"
          className={`rounded-md px-2 py-0.5 ${mayRetry ? "bg-danger-soft text-danger" : "bg-accent-soft"}`}
        >
          {label}
        </p>
      </div>
      <p>{words}</p>
      {isLive ? (
        <p>
          Your site uses it as <code>api_host</code>: the <Link href="/connection">connection page</Link> has
          the lines to paste.
        </p>
      ) : null}
      {message ? (
        <p className="wrap-anywhere whitespace-pre-line text-ink-soft">PostHog says: {readable(message)}</p>
      ) : null}
      {status === "deleting" ? null : <DnsRecord domain={domain} target={targetCname} />}
      {mayChange && mayRetry ? (
        <ActionForm action={retryDomain} label="Try again" busy="Trying again…" look="button-quiet">
          <input type="hidden" name="id" value={id} />
          <p className="hint">
            PostHog may accept this only from a browser that is logged in there. If so,{" "}
            <a href={settingsUrl}>try again in PostHog</a>.
          </p>
        </ActionForm>
      ) : null}
      {mayChange && status !== "deleting" ? (
        <p>
          <Link href={`/connection/proxies/${encodeURIComponent(id)}/delete`}>
            Delete <span className="sr-only">{domain}</span>
          </Link>
        </p>
      ) : null}
    </section>
  );
}

function DnsRecord({ domain, target }: { domain: string; target: string }) {
  return (
    <dl className="grid gap-x-6 rounded-control border border-line bg-paper p-4 text-sm sm:grid-cols-[auto_1fr] sm:gap-y-2">
      <dt className="text-ink-soft">Type</dt>
      <dd>CNAME</dd>
      <dt className="mt-2 text-ink-soft sm:mt-0">Name</dt>
      <dd className="wrap-anywhere">
        <code>{domain}</code>
      </dd>
      <dt className="mt-2 text-ink-soft sm:mt-0">Value</dt>
      <dd className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <code className="wrap-anywhere">{target}</code>
        <CopyButton text={target} label={`Copy the value for ${domain}`} />
      </dd>
    </dl>
  );
}

// PostHog writes Markdown. Only its links and blank lines would look odd as plain text.
const readable = (markdown: string): string =>
  markdown.replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, "$1 ($2)").replace(/\n{2,}/g, "\n");
