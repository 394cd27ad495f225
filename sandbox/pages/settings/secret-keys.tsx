import { requireProjectAdmin, requireRecentLogIn } from "../../management/levels";
import {
  createSecretKey,
  deleteSecretKey,
  listSecretKeys,
  requireSecretKey,
  rollSecretKey,
  updateSecretKey,
} from "../../management/secret-keys";
import { EmptyState } from "../empty-state";
import type { ProjectVisit } from "../visit";
import { AdminsOnly, mayWrite } from "./admins-only";
import { ChangeForm } from "./change-form";
import { Field } from "./field";
import { ScopeChoice } from "./scope-choice";
import { SecretKeyItem } from "./secret-key-item";
import type { RejectedForm, SettingsPage } from "./settings-page";

export const secretKeysPage: SettingsPage = {
  path: "/settings/project-secret-api-keys",
  requireWriter: ({ region, organization, signedIn }) => {
    requireRecentLogIn(region, signedIn.session);
    requireProjectAdmin(region, signedIn.user, organization);
  },
  actions: {
    create: ({ region, project, signedIn }, body) => ({
      text: "Project secret API key ready. Warning: This key will never be shown again. Copy it now.",
      secret: createSecretKey(region, project, signedIn.user, body).value,
    }),
    edit: (visit, body) => {
      const key = find(visit, body.fields.id);
      updateSecretKey(visit.region, visit.project, key, body, { isPartial: false });
      return { text: "The key is saved." };
    },
    roll: (visit, body) => ({
      text: "The previous key is no longer valid. This key will never be shown again. Copy it now.",
      secret: rollSecretKey(visit.region, find(visit, body.fields.id)).value,
    }),
    delete: (visit, body) => {
      deleteSecretKey(visit.region, find(visit, body.fields.id));
      return { text: "The key is deleted." };
    },
  },
  explain: ({ status, attr, code }) => {
    if (status === 404) return "This key no longer exists.";
    if (status === 500) return "There is another key with this label.";
    if (attr === "label" && code !== "max_length") return "Your API key needs a label.";
    if (attr === "scopes" && code === "required") return "Your API key needs at least one scope.";
    return undefined;
  },
  Content: SecretKeys,
};

const find = ({ region, project }: ProjectVisit, id: unknown) =>
  requireSecretKey(region, project, String(id));

function SecretKeys({ visit, rejected }: { visit: ProjectVisit; rejected: RejectedForm | undefined }) {
  const keys = listSecretKeys(visit.region, visit.project);
  return (
    <>
      <div class="stack-tight">
        <h2>Project secret API keys</h2>
        <p class="soft">
          Project secret API keys allow programmatic access to a very limited set of scopes and endpoints.
          Unlike personal API keys, project secret API keys are not tied to a specific user.
        </p>
        <p>
          <strong>Keep them secret: they belong on a server, never in a web page or an app.</strong>
        </p>
      </div>
      {mayWrite(visit) ? <NewKey visit={visit} count={keys.length} rejected={rejected} /> : <AdminsOnly />}
      {keys.length === 0 ? (
        <EmptyState title="No project secret API keys">
          A server needs one to evaluate feature flags locally.
        </EmptyState>
      ) : (
        <ul class="plain-list">
          {keys.map((key) => (
            <SecretKeyItem visit={visit} secretKey={key} />
          ))}
        </ul>
      )}
    </>
  );
}

interface NewKeyProps {
  visit: ProjectVisit;
  count: number;
  rejected: RejectedForm | undefined;
}

function NewKey({ visit, count, rejected }: NewKeyProps) {
  const { secretKeyLimit, secretKeyScopes } = visit.region.settings.switches;
  const typed = rejected?.body.fields.action === "create" ? rejected.body : undefined;
  if (count >= secretKeyLimit) return <p class="notice">Maximum {secretKeyLimit} keys per project.</p>;
  return (
    <section class="card stack new" aria-labelledby="new">
      <h3 id="new">New key</h3>
      <ChangeForm visit={visit} action="create">
        <Field name="label" label="Label" maxlength={40} value={typed?.fields.label} />
        <ScopeChoice scopes={secretKeyScopes} chosen={typed?.lists.scopes ?? []} />
        <p>
          <button class="button" type="submit">
            Create key
          </button>
        </p>
      </ChangeForm>
    </section>
  );
}
