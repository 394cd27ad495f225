import type { Region } from "../core/region";
import { ClientsPanel } from "./clients-panel";
import { ClockPanel } from "./clock-panel";
import { FaultsPanel } from "./faults-panel";
import { MailPanel } from "./mail-panel";
import { OrganizationsPanel } from "./organizations-panel";
import { Panel, type PanelName } from "./panel";
import { PeoplePanel } from "./people-panel";
import { WorldPanel } from "./world-panel";

interface PanelsProps {
  region: Region;
  /** The panel to expand. The clock is always expanded. */
  open: PanelName | undefined;
  find: string;
}

export function Panels({ region, open, find }: PanelsProps) {
  const { store, settings, clock } = region;
  const faults = region.faults.list();
  return (
    <>
      <Panel name="clock" title="Clock" isOpen>
        <ClockPanel clock={clock} />
      </Panel>
      <Panel name="faults" title="Faults" isOpen={open === "faults"} count={faults.length}>
        <FaultsPanel faults={faults} />
      </Panel>
      <Panel name="clients" title="Clients" isOpen={open === "clients"} count={store.clients.size}>
        <ClientsPanel region={region} find={find} />
      </Panel>
      <Panel name="people" title="People" isOpen={open === "people"} count={store.users.size}>
        <PeoplePanel region={region} find={find} />
      </Panel>
      <Panel name="mail" title="Mail" isOpen={open === "mail"} count={store.mail.length}>
        <MailPanel region={region} />
      </Panel>
      <Panel
        name="organizations"
        title="Organizations"
        isOpen={open === "organizations"}
        count={store.organizations.size}
      >
        <OrganizationsPanel region={region} find={find} />
      </Panel>
      <Panel name="world" title="Profile, reset, settings" isOpen={open === "world"}>
        <WorldPanel settings={settings} />
      </Panel>
    </>
  );
}
