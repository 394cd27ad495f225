import type { Metadata } from "next";
import { OtherWays } from "@/components/other-ways";
import { Pages } from "@/components/pages";
import { Problem } from "@/components/problem";
import { Subpage } from "@/components/subpage";
import { holdsCredentialFor } from "@/lib/connection/credentials-for";
import { settingsPage } from "@/lib/connection/posthog-pages";
import { listProxies } from "@/lib/connection/proxies";
import { describeProxy } from "@/lib/connection/proxy-status";
import { pageOf } from "@/lib/paging";
import { readForPage } from "../read-for-page";
import { requireProject } from "../require-project";
import { AddForm } from "./add-form";
import { ProxyCard } from "./proxy-card";
import { Refresher } from "./refresher";

export const metadata: Metadata = { title: "Reverse proxies" };

const PATH = "/connection/proxies";

const DONE = new Map([
  ["added", "The proxy is added. Publish its DNS record now; PostHog does the rest."],
  ["retried", "PostHog sets the proxy up once more."],
  ["deleted", "PostHog deletes the proxy. Remove its DNS record, too."],
  ["gone", "That proxy is gone: it was deleted in PostHog meanwhile."],
]);

export default async function ProxiesPage({ searchParams }: PageProps<"/connection/proxies">) {
  const { user, connection } = await requireProject();
  const { done, page } = await searchParams;
  const settingsUrl = settingsPage(connection, "proxies");
  return (
    <Subpage
      title="Reverse proxies"
      lead="Events sent through a domain of your own reach PostHog even where ad blockers stop others. PostHog runs the proxy; you publish one DNS record."
      done={DONE.get(String(done))}
      back="connection"
    >
      {(await holdsCredentialFor(user.id, "organization:read")) ? (
        <Proxies userId={user.id} page={page} settingsUrl={settingsUrl} />
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
}

interface ProxiesProps {
  readonly userId: string;
  readonly page: string | string[] | undefined;
  readonly settingsUrl: string;
}

async function Proxies({ userId, page, settingsUrl }: ProxiesProps) {
  const mayChange = await holdsCredentialFor(userId, "organization:write");
  const result = await readForPage("list the reverse proxies", () => listProxies(userId));
  if (!result.ok) {
    return (
      <div className="card">
        <Problem failure={result} />
        <OtherWays to="see the proxies" href={settingsUrl} />
      </div>
    );
  }
  const { records, limit } = result.value;
  const isFull = limit !== null && records.length >= limit;
  const { items, ...place } = pageOf(records, page);
  return (
    <>
      {limit === null ? null : (
        <p>
          {records.length} of {limit} that your plan allows
        </p>
      )}
      {items.map((record) => (
        <ProxyCard key={record.id} record={record} mayChange={mayChange} settingsUrl={settingsUrl} />
      ))}
      <Pages path={PATH} {...place} />
      {records.some(({ status }) => describeProxy(status).isPending) ? <Refresher /> : null}
      {mayChange && !isFull ? <AddForm /> : null}
      {mayChange && isFull ? (
        <p className="card">
          That is all your plan allows: delete one to add another, or see what PostHog offers{" "}
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
