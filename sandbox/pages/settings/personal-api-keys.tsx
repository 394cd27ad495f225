import { invalid } from "../../management/fields";
import { requireRecentLogIn } from "../../management/levels";
import {
  addPersonalApiKey,
  deletePersonalApiKey,
  listPersonalApiKeys,
  PERSONAL_API_KEY_LIMIT,
  requirePersonalApiKey,
} from "../../management/personal-api-keys";
import { EmptyState } from "../empty-state";
import type { ProjectVisit } from "../visit";
import { ChangeForm } from "./change-form";
import { Field } from "./field";
import { KeyAccessChoice, limitsOf } from "./key-access";
import { PersonalApiKeyItem } from "./personal-api-key-item";
import { ScopeChoice } from "./scope-choice";
import type { RejectedForm, SettingsPage } from "./settings-page";

/** The scopes that make a difference in the sandbox. */
const SCOPES = ["organization:read", "organization:write", "project:read", "project:write", "query:read"];

/** The logged-in user's keys. Every project's page lists the same ones. */
export const personalApiKeysPage: SettingsPage = {
  path: "/settings/user-api-keys",
  requireWriter: ({ region, signedIn }) => requireRecentLogIn(region, signedIn.session),
  actions: {
    create: (visit, body) => {
      const limits = limitsOf(visit, body.fields.access);
      if (!limits) throw invalid(null, "invalid_input", "Choose what the key may access.");
      return {
        text: "Personal API key ready. Warning: This key will never be shown again. Copy it now.",
        secret: addPersonalApiKey(visit.region, visit.signedIn.user, body, limits),
      };
    },
    delete: ({ region, signedIn }, body) => {
      deletePersonalApiKey(region, requirePersonalApiKey(region, signedIn.user, String(body.fields.id)));
      return { text: "The key is deleted." };
    },
  },
  explain: ({ status, attr, code }) => {
    if (status === 404) return "This key no longer exists.";
    if (attr === "label" && code !== "max_length") return "Your API key needs a label.";
    if (attr === "scopes" && code === "required") return "Your API key needs at least one scope.";
    return undefined;
  },
  Content: PersonalApiKeys,
};

interface ContentProps {
  visit: ProjectVisit;
  rejected: RejectedForm | undefined;
}

function PersonalApiKeys({ visit, rejected }: ContentProps) {
  const keys = listPersonalApiKeys(visit.region, visit.signedIn.user);
  return (
    <>
      <div class="stack-tight">
        <h2>Personal API keys</h2>
        <p class="soft">
          These keys allow access to your personal account through the API, as if you were logged in, within
          their scopes. Try not to keep disused keys around.
        </p>
        <p>
          <strong>If you suspect that a key is compromised, delete it and use a new one.</strong>
        </p>
      </div>
      {keys.length < PERSONAL_API_KEY_LIMIT ? (
        <NewKey visit={visit} rejected={rejected} />
      ) : (
        <p class="notice">You can only have {PERSONAL_API_KEY_LIMIT} personal API keys.</p>
      )}
      {keys.length === 0 ? (
        <EmptyState title="No personal API keys">
          An app or a script needs one to act on your behalf where its own access is not enough.
        </EmptyState>
      ) : (
        <ul class="plain-list">
          {keys.map((key) => (
            <PersonalApiKeyItem visit={visit} personalKey={key} />
          ))}
        </ul>
      )}
    </>
  );
}

function NewKey({ visit, rejected }: ContentProps) {
  const typed = rejected?.body.fields.action === "create" ? rejected.body : undefined;
  return (
    <section class="card stack new" aria-labelledby="new">
      <h3 id="new">New key</h3>
      <ChangeForm visit={visit} action="create">
        <Field name="label" label="Label" maxlength={40} value={typed?.fields.label} />
        <KeyAccessChoice visit={visit} chosen={typed?.fields.access ?? "all"} />
        <ScopeChoice scopes={SCOPES} chosen={typed?.lists.scopes ?? []} />
        <p>
          <button class="button" type="submit">
            Create key
          </button>
        </p>
      </ChangeForm>
    </section>
  );
}
