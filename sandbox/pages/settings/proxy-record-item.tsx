import { canRetry } from "../../management/proxy-records";
import type { ProxyRecord, ProxyStatus } from "../../store/keys";
import type { ProjectVisit } from "../visit";
import { mayWrite } from "./admins-only";
import { ChangeForm, Confirm } from "./change-form";
import { isLikelyBlocked, withoutTrailingDot } from "./domain";
import { Creator, Item, TimeOrNever } from "./item";
import { ProxySteps } from "./proxy-steps";

const STATUS_LABELS: Record<ProxyStatus, string> = {
  waiting: "waiting",
  issuing: "issuing",
  valid: "live",
  warning: "warning",
  erroring: "erroring",
  deleting: "deleting",
  timed_out: "timed out",
};

/** Explanations of statuses whose label does not suffice. */
const EXPLANATIONS: Partial<Record<ProxyStatus, string>> = {
  waiting: "Waiting for DNS records to be created",
  issuing: "The certificate is being issued. This can take up to an hour",
  timed_out: "Timed out waiting for DNS records to be created. Please delete the record and try again",
};

interface ProxyRecordItemProps {
  visit: ProjectVisit;
  record: ProxyRecord;
}

export function ProxyRecordItem({ visit, record }: ProxyRecordItemProps) {
  const explanation = EXPLANATIONS[record.status];
  return (
    <Item
      name={record.domain}
      badge={<span class={`badge badge-${record.status}`}>{STATUS_LABELS[record.status]}</span>}
      facts={[
        ["CNAME target", <code>{withoutTrailingDot(record.targetCname)}</code>],
        ["Created by", <Creator region={visit.region} id={record.createdBy} />],
        ["Created", <TimeOrNever at={record.createdAt} />],
      ]}
    >
      <ProxySteps status={record.status} />
      {explanation ? <p class="soft wide">{explanation}.</p> : null}
      {record.status === "valid" ? (
        <p class="wide">
          Set <code>api_host</code> to <code>https://{record.domain}</code> in your SDK.
        </p>
      ) : null}
      {record.message ? <p class="notice wide prewrap">{removeBlankLines(record.message)}</p> : null}
      {isLikelyBlocked(record.domain) ? (
        <p class="notice wide">This domain may be blocked by ad-blockers, because of a word in its name.</p>
      ) : null}
      {mayWrite(visit) && record.status !== "deleting" ? <Actions visit={visit} record={record} /> : null}
    </Item>
  );
}

function Actions({ visit, record }: ProxyRecordItemProps) {
  return (
    <>
      {canRetry(record) ? (
        <ChangeForm visit={visit} action="retry" id={record.id}>
          <button class="button button-quiet button-small" type="submit">
            Retry <span class="visually-hidden">{record.domain}</span>
          </button>
        </ChangeForm>
      ) : null}
      <Confirm
        visit={visit}
        action="delete"
        id={record.id}
        verb="Delete"
        name={record.domain}
        consequence="Are you sure you want to delete this managed proxy? This cannot be undone and if it is in use then events sent to the domain will not be processed."
        button="Delete proxy"
      />
    </>
  );
}

/** PostHog's messages are Markdown, with blank lines between paragraphs. */
const removeBlankLines = (message: string) => message.trim().replace(/\n{2,}/g, "\n");
