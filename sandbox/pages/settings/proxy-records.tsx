import { invalid } from "../../management/fields";
import { requireOrganizationAdmin, requireRecentLogIn } from "../../management/levels";
import {
  createProxyRecord,
  deleteProxyRecord,
  listProxyRecords,
  proxyLimitOf,
  requireProxyRecord,
  retryProxyRecord,
} from "../../management/proxy-records";
import { EmptyState } from "../empty-state";
import type { ProjectVisit } from "../visit";
import { AdminsOnly, mayWrite } from "./admins-only";
import { ChangeForm } from "./change-form";
import { explainDomain, withoutTrailingDot } from "./domain";
import { Field } from "./field";
import { ProxyRecordItem } from "./proxy-record-item";
import type { RejectedForm, SettingsPage } from "./settings-page";

export const proxyRecordsPage: SettingsPage = {
  path: "/settings/organization-proxy",
  requireWriter: ({ region, organization, signedIn }) => {
    requireOrganizationAdmin(region, signedIn.user, organization);
    requireRecentLogIn(region, signedIn.session);
  },
  actions: {
    create: ({ region, organization, signedIn }, body) => {
      // PostHog validates the domain only in this form, not in the API.
      const reason = explainDomain(String(body.fields.domain ?? "").trim());
      if (reason) throw invalid(null, "invalid_input", reason);
      const { domain, targetCname } = createProxyRecord(region, organization, signedIn.user, body);
      return {
        text: `Almost there: add a CNAME record for ${domain} that points to ${withoutTrailingDot(targetCname)}.`,
      };
    },
    retry: (visit, body) => {
      retryProxyRecord(visit.region, find(visit, body.fields.id));
      return { text: "The proxy is being set up again." };
    },
    delete: (visit, body) => {
      deleteProxyRecord(visit.region, find(visit, body.fields.id));
      return { text: "The proxy is being deleted. Remove its DNS record as well." };
    },
  },
  explain: ({ status, detail }) => {
    if (status === 404) return "This proxy no longer exists.";
    return detail === "A server error occurred."
      ? "This domain could not be added. It may already be registered, here or by another organization, or be too long."
      : undefined;
  },
  Content: ProxyRecords,
};

const find = ({ region, organization }: ProjectVisit, id: unknown) =>
  requireProxyRecord(region, organization, String(id));

function ProxyRecords({ visit, rejected }: { visit: ProjectVisit; rejected: RejectedForm | undefined }) {
  const { region, organization } = visit;
  const records = listProxyRecords(region, organization);
  const isChanging = records.some(({ status }) => ["waiting", "issuing", "deleting"].includes(status));
  return (
    <>
      <div class="stack-tight">
        <h2>Managed reverse proxies</h2>
        <p class="soft">
          With a domain of your own, events also reach PostHog from browsers that block PostHog's domains.
          PostHog runs the proxy; you add one DNS record.
        </p>
        {isChanging ? (
          <p>
            <a href="?">Look again</a> to see the current status.
          </p>
        ) : null}
      </div>
      {mayWrite(visit) ? (
        <NewProxy visit={visit} count={records.length} rejected={rejected} />
      ) : (
        <AdminsOnly />
      )}
      {records.length === 0 ? (
        <EmptyState title="No managed reverse proxies">
          Add a domain such as e.{organization.name.toLowerCase().replace(/\W+/g, "-")}.example to get the DNS
          record for it.
        </EmptyState>
      ) : (
        <ul class="plain-list">
          {records.map((record) => (
            <ProxyRecordItem visit={visit} record={record} />
          ))}
        </ul>
      )}
    </>
  );
}

interface NewProxyProps {
  visit: ProjectVisit;
  count: number;
  rejected: RejectedForm | undefined;
}

function NewProxy({ visit, count, rejected }: NewProxyProps) {
  const limit = proxyLimitOf(visit.organization);
  if (count >= limit) {
    return <p class="notice">There is a maximum of {limit} proxy records allowed per organization.</p>;
  }
  const typed = rejected?.body.fields.action === "create" ? rejected.body.fields.domain : undefined;
  return (
    <section class="card stack new" aria-labelledby="new">
      <h3 id="new">New proxy</h3>
      <ChangeForm visit={visit} action="create">
        <Field
          name="domain"
          label="Domain"
          hint="A subdomain that is not used for anything else."
          value={typed}
        />
        {count === 0 ? (
          <label class="choice">
            <input type="checkbox" name="terms" value="accepted" required />
            <span>
              I understand that the traffic passes through Cloudflare and must not contain health data
              (HIPAA).
            </span>
          </label>
        ) : null}
        <p>
          <button class="button" type="submit">
            Add domain
          </button>
        </p>
      </ChangeForm>
    </section>
  );
}
