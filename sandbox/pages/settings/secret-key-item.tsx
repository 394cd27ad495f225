import type { ProjectSecretKey } from "../../store/keys";
import type { ProjectVisit } from "../visit";
import { mayWrite } from "./admins-only";
import { ChangeForm, Confirm } from "./change-form";
import { Field } from "./field";
import { Creator, Item, TimeOrNever } from "./item";
import { ScopeChoice } from "./scope-choice";

interface SecretKeyItemProps {
  visit: ProjectVisit;
  secretKey: ProjectSecretKey;
}

export function SecretKeyItem({ visit, secretKey: key }: SecretKeyItemProps) {
  return (
    <Item
      name={key.label}
      facts={[
        ["Secret key", <code>{key.mask}</code>],
        ["Scopes", <code>{shorten(key.scopes)}</code>],
        ["Created by", <Creator region={visit.region} id={key.createdBy} />],
        ["Last used", <TimeOrNever at={key.lastUsedAt} />],
        ["Created", <TimeOrNever at={key.createdAt} />],
        ["Last rolled", <TimeOrNever at={key.lastRolledAt} />],
      ]}
    >
      {mayWrite(visit) ? <Actions visit={visit} secretKey={key} /> : null}
    </Item>
  );
}

function Actions({ visit, secretKey: { id, label, scopes } }: SecretKeyItemProps) {
  return (
    <>
      <details class="confirm">
        <summary>
          Edit <span class="visually-hidden">{label}</span>
        </summary>
        <ChangeForm visit={visit} action="edit" id={id}>
          <Field name="label" label="Label" id={`label-${id}`} maxlength={40} value={label} />
          <ScopeChoice scopes={visit.region.settings.switches.secretKeyScopes} chosen={scopes} />
          <p>
            <button class="button button-small" type="submit">
              Save key
            </button>
          </p>
        </ChangeForm>
      </details>
      <Confirm
        visit={visit}
        action="roll"
        id={id}
        verb="Roll"
        name={label}
        consequence="This will generate a new key. The old key will immediately stop working."
        button="Roll key"
      />
      <Confirm
        visit={visit}
        action="delete"
        id={id}
        verb="Delete"
        name={label}
        consequence={`Permanently delete key ${label}? This action cannot be undone.`}
        button="Delete key"
      />
    </>
  );
}

const SHOWN = 4;

const shorten = (scopes: string[]) =>
  scopes.length > SHOWN
    ? `${scopes.slice(0, SHOWN).join(", ")} and ${scopes.length - SHOWN} more`
    : scopes.join(", ");
