import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { BACK_TO_CONNECTION } from "@/components/back-to-connection";
import { Problem } from "@/components/problem";
import { Asking, isWhole, Streamed, WholePageLink } from "@/components/streamed";
import { Subpage } from "@/components/subpage";
import { hasCredentialFor } from "@/features/personal-api-key/credentials";
import { OtherWays } from "@/features/personal-api-key/other-ways";
import { listProxies } from "@/features/proxies/proxies";
import { describeProxy } from "@/features/proxies/status";
import { settingsPage } from "@/lib/connection/posthog-pages";
import type { ConnectionOwner } from "@/lib/tokens/owner";
import { readForPage } from "../read-for-page";
import { requireProject } from "../require-project";
import { AddForm } from "./add-form";
import { ProxyCard } from "./proxy-card";
import { Refresher } from "./refresher";

export const metadata: Metadata = { title: "Reverse proxies" };

const DONE = new Map([
  ["added", "The proxy is added. Publish its DNS record now; PostHog does the rest."],
  ["retried", "PostHog is setting up the proxy again."],
  ["deleted", "PostHog deletes the proxy. Remove its DNS record, too."],
  ["gone", "That proxy no longer exists: it was deleted in PostHog."],
]);

export default pageOrProblem(async function ProxiesPage({ searchParams }: PageProps<"/connection/proxies">) {
  const { owner, connection } = await requireProject();
  const { done } = await searchParams;
  const settingsUrl = settingsPage(connection, "organization-proxy");
  const whole = await isWhole(searchParams);
  return (
    <Subpage
      title="Reverse proxies"
      lead="Events sent through your own domain reach PostHog even where ad blockers block PostHog's domains. PostHog runs the proxy; you publish one DNS record."
      done={DONE.get(String(done))}
      back={BACK_TO_CONNECTION}
    >
      {(await hasCredentialFor(owner, "organization:read")) ? (
        <>
          <WholePageLink whole={whole} />
          <Streamed whole={whole} fallback={<Asking>Asking PostHog for the proxies…</Asking>}>
            <Proxies owner={owner} settingsUrl={settingsUrl} />
          </Streamed>
        </>
      ) : (
        <div className="card">
          <OtherWays
            to="see and change the proxies of your organization"
            scope="organization:write"
            href={settingsUrl}
          />
        </div>
      )}
    </Subpage>
  );
});

interface ProxiesProps {
  readonly owner: ConnectionOwner;
  readonly settingsUrl: string;
}

async function Proxies({ owner, settingsUrl }: ProxiesProps) {
  const mayChange = await hasCredentialFor(owner, "organization:write");
  const result = await readForPage("list_proxies", () => listProxies(owner));
  if (!result.ok) {
    return (
      <div className="card space-y-4">
        <Problem failure={result} />
        <OtherWays to="see the proxies" href={settingsUrl} />
      </div>
    );
  }
  const { records, limit } = result.value;
  const isFull = limit !== null && records.length >= limit;
  return (
    <>
      {limit === null ? null : (
        <p>
          {records.length} of {limit} that your plan allows
        </p>
      )}
      {records.map((record) => (
        <ProxyCard key={record.id} record={record} mayChange={mayChange} settingsUrl={settingsUrl} />
      ))}
      {records.some(({ status }) => describeProxy(status).isPending) ? <Refresher /> : null}
      {mayChange && !isFull ? <AddForm /> : null}
      {mayChange && isFull ? (
        <p className="card">
          You have reached your plan's limit: delete one to add another, or see what PostHog offers{" "}
          <a href={settingsUrl}>in its settings</a>.
        </p>
      ) : null}
      {mayChange ? null : (
        <div className="card">
          <OtherWays to="add or delete proxies" scope="organization:write" href={settingsUrl} />
        </div>
      )}
    </>
  );
}
