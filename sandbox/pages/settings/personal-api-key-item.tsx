import type { PersonalApiKey } from "../../store/keys";
import type { ProjectVisit } from "../visit";
import { Confirm } from "./change-form";
import { Item, TimeOrNever } from "./item";
import { KeyAccess } from "./key-access";

interface PersonalApiKeyItemProps {
  visit: ProjectVisit;
  personalKey: PersonalApiKey;
}

export function PersonalApiKeyItem({ visit, personalKey: key }: PersonalApiKeyItemProps) {
  return (
    <Item
      name={key.label}
      facts={[
        ["Personal API key", <code>{key.mask}</code>],
        ["Scopes", <Scopes visit={visit} scopes={key.scopes} />],
        ["Organization & project access", <KeyAccess visit={visit} limits={key} />],
        ["Last used", <TimeOrNever at={key.lastUsedAt} />],
        ["Created", <TimeOrNever at={key.createdAt} />],
      ]}
    >
      <Confirm
        visit={visit}
        action="delete"
        id={key.hash}
        verb="Delete"
        name={key.label}
        consequence={`Permanently delete key ${key.label}? This action cannot be undone. Make sure to have removed the key from any live integrations first.`}
        button="Delete key"
      />
    </Item>
  );
}

/** A key without scopes predates scopes at PostHog, or comes with a provisioned project. */
function Scopes({ visit, scopes }: { visit: ProjectVisit; scopes: string[] }) {
  const isForEverything =
    scopes.includes("*") ||
    (scopes.length === 0 && visit.region.settings.switches.emptyScopesAllowEverything);
  if (isForEverything) return <>All access</>;
  return scopes.length === 0 ? <>None</> : <code>{scopes.join(", ")}</code>;
}
