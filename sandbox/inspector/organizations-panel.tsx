import { listOrganizationProjects } from "../core/directory";
import type { Region } from "../core/region";
import { listProxyRecords } from "../management/proxy-records";
import { PROXY_STATUSES, type ProxyRecord } from "../store/keys";
import type { Organization } from "../store/people";
import { ActionForm, Choice, Field, Hidden, Submit, Toggle } from "./form-parts";
import { Live } from "./panel";
import { HiddenCount, search } from "./search";

const NEXT = [["", "the next step"], ...PROXY_STATUSES.map((s) => [s, s] as const)] as const;

export function OrganizationsPanel({ region, find }: { region: Region; find: string }) {
  const organizations = search([...region.store.organizations.values()], find, ({ name }) => name);
  return (
    <Live name="organizations">
      <ul class="items">
        {organizations.shown.map((organization) => (
          <OrganizationItem region={region} organization={organization} />
        ))}
      </ul>
      <HiddenCount count={organizations.hidden} />
    </Live>
  );
}

function OrganizationItem({ region, organization }: { region: Region; organization: Organization }) {
  const { id, name, maxProxyRecords, memberPersonalApiKeys } = organization;
  const records = listProxyRecords(region, organization);
  return (
    <li class="item">
      <strong class="breakable">{name}</strong>
      <ul class="row-tight links">
        {listOrganizationProjects(region, id).map((project) => (
          <li>
            <a href={`/project/${project.id}`}>{project.name}</a>
          </li>
        ))}
      </ul>
      <ActionForm action="organization">
        <Hidden name="id" value={id} />
        <Toggle
          name="member_personal_api_keys"
          label="Members may use personal keys"
          isOn={memberPersonalApiKeys}
        />
      </ActionForm>
      <ActionForm action="organization">
        <Hidden name="id" value={id} />
        <div class="row-tight row-end">
          <Field
            name="max_proxy_records"
            label="Maximum of reverse proxies (or none)"
            value={String(maxProxyRecords ?? "none")}
          />
          <Submit>Set</Submit>
        </div>
      </ActionForm>
      {records.map((record) => (
        <ProxyRecordItem record={record} />
      ))}
    </li>
  );
}

function ProxyRecordItem({ record }: { record: ProxyRecord }) {
  return (
    <ActionForm action="proxy-record">
      <Hidden name="id" value={record.id} />
      <p>
        <strong class="breakable">{record.domain}</strong> <span class="badge">{record.status}</span>
      </p>
      <div class="row-tight row-end">
        <Choice name="status" label="Move to" options={NEXT} />
        <Field name="message" label="Message" />
        <Submit>Move</Submit>
      </div>
    </ActionForm>
  );
}
