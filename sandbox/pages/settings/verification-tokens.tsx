import { requireOrganizationAdmin, requireRecentLogIn } from "../../management/levels";
import {
  bindVerificationToken,
  createVerificationToken,
  deleteVerificationToken,
  listVerificationTokens,
  requireVerificationToken,
} from "../../management/verification-tokens";
import type { VerificationToken } from "../../store/keys";
import { EmptyState } from "../empty-state";
import { LinkedApps } from "../linked-apps";
import type { ProjectVisit } from "../visit";
import { AdminsOnly, mayWrite } from "./admins-only";
import { ChangeForm, Confirm } from "./change-form";
import { Field } from "./field";
import { Creator, Item, TimeOrNever } from "./item";
import type { RejectedForm, SettingsPage } from "./settings-page";

export const verificationTokensPage: SettingsPage = {
  path: "/settings/organization-cimd-verification-tokens",
  requireWriter: ({ region, organization, signedIn }) => {
    requireOrganizationAdmin(region, signedIn.user, organization);
    requireRecentLogIn(region, signedIn.session);
  },
  actions: {
    create: ({ region, organization, signedIn }, body) => ({
      text: "Copy this token now - you won't be able to see it again. If you lose it, you'll need to revoke and create a new one.",
      secret: createVerificationToken(region, organization, signedIn.user, body).value,
    }),
    bind: (visit, body) => {
      bindVerificationToken(visit.region, find(visit, body.fields.id), body);
      return { text: "The token now belongs to that metadata URL." };
    },
    revoke: (visit, body) => {
      deleteVerificationToken(visit.region, find(visit, body.fields.id));
      return { text: "The token is revoked." };
    },
  },
  Content: VerificationTokens,
};

const find = ({ region, organization }: ProjectVisit, id: unknown) =>
  requireVerificationToken(region, organization, String(id));

function VerificationTokens({
  visit,
  rejected,
}: {
  visit: ProjectVisit;
  rejected: RejectedForm | undefined;
}) {
  const { region, organization } = visit;
  const tokens = listVerificationTokens(region, organization);
  const isBound = region.settings.switches.verificationTokensBoundToUrl;
  const typed = rejected?.body.fields.action === "create" ? rejected.body.fields : {};
  return (
    <>
      <div class="stack-tight">
        <h2>CIMD verification tokens</h2>
        <p class="soft">
          A partner publishes a token in its client metadata document. This verifies that the app belongs to{" "}
          {organization.name}, and raises the app's rate limits.
        </p>
      </div>
      <section class="card stack-tight" aria-labelledby="linked-apps">
        <h3 id="linked-apps">Linked apps</h3>
        <LinkedApps region={region} organization={organization} />
      </section>
      {mayWrite(visit) ? (
        <section class="card stack new" aria-labelledby="new">
          <h3 id="new">New token</h3>
          <ChangeForm visit={visit} action="create">
            <Field name="label" label="Label" maxlength={40} value={typed.label} />
            {isBound ? (
              <Field
                name="cimd_url"
                label="Metadata URL"
                hint="The URL of the document. The token works only there."
                value={typed.cimd_url}
              />
            ) : null}
            <p>
              <button class="button" type="submit">
                Create token
              </button>
            </p>
          </ChangeForm>
        </section>
      ) : (
        <AdminsOnly />
      )}
      {tokens.length === 0 ? (
        <EmptyState title="No verification tokens">
          Partner apps of this organization count as unverified until they publish one.
        </EmptyState>
      ) : (
        <ul class="plain-list">
          {tokens.map((token) => (
            <Token visit={visit} token={token} isBound={isBound} />
          ))}
        </ul>
      )}
    </>
  );
}

interface TokenProps {
  visit: ProjectVisit;
  token: VerificationToken;
  isBound: boolean;
}

function Token({ visit, token, isBound }: TokenProps) {
  const isUnbound = isBound && token.cimdUrl === null;
  return (
    <Item
      name={token.label}
      badge={isUnbound ? <span class="badge">Not verifying</span> : undefined}
      facts={[
        ...(isBound ? [["Metadata URL", token.cimdUrl ?? "None"] as [string, string]] : []),
        ["Token", <code>{token.mask}</code>],
        ["Created", <TimeOrNever at={token.createdAt} />],
        ["Created by", <Creator region={visit.region} id={token.createdBy} />],
        ["Last used", <TimeOrNever at={token.lastUsedAt} />],
      ]}
    >
      {mayWrite(visit) ? (
        <>
          {isUnbound ? (
            <details class="confirm">
              <summary>Set metadata URL</summary>
              <ChangeForm visit={visit} action="bind" id={token.id}>
                <p>This token was created without a URL. It verifies nothing until you set one.</p>
                <Field name="cimd_url" label="Metadata URL" id={`url-${token.id}`} />
                <button class="button button-small" type="submit">
                  Set URL
                </button>
              </ChangeForm>
            </details>
          ) : null}
          <Confirm
            visit={visit}
            action="revoke"
            id={token.id}
            verb="Revoke"
            name={token.label}
            consequence="Partners using this token in their CIMD metadata will no longer be recognized and will fall back to the anonymous rate limit tier."
            button="Revoke token"
          />
        </>
      ) : null}
    </Item>
  );
}
