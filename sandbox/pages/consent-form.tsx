import type { OpenConsent } from "../consent/pending-consent";
import { listOrganizationProjects, listOrganizations } from "../core/directory";
import type { Client } from "../store/clients";
import { CancelForm } from "./cancel-form";
import { hostOf, isProxied, logoPath } from "./client-logo";
import { CsrfField } from "./csrf-field";
import { Mark } from "./mark";
import { RequestedScopes } from "./requested-scopes";
import { Result } from "./result";
import type { SignedInVisit } from "./visit";

interface ConsentFormProps {
  visit: SignedInVisit;
  consent: OpenConsent;
  problem: string | undefined;
}

export function ConsentForm({ visit, consent, problem }: ConsentFormProps) {
  const { client, pending } = consent;
  return (
    <div class="card consent">
      <div class="stack">
        <div class="handshake" aria-hidden="true">
          <Logo client={client} />
          <hr />
          <Mark />
        </div>
        <hgroup>
          <h1>{client.name} wants to connect to your PostHog</h1>
          <Home client={client} />
        </hgroup>
        <p>
          You are logged in as <strong class="breakable">{visit.signedIn.user.email}</strong>.{" "}
          <Verification visit={visit} consent={consent} />
        </p>
      </div>
      <div class="stack">
        {problem ? <Result isProblem>{problem}</Result> : null}
        <form id="consent" class="stack" method="post" action="/agentic/authorize">
          <CsrfField session={visit.signedIn.session} />
          <input type="hidden" name="state" value={pending.state} />
          <Projects visit={visit} />
          <RequestedScopes name={client.name} scopes={pending.scopes} />
        </form>
        <div class="decision">
          <button class="button" type="submit" form="consent">
            Approve
          </button>
          <CancelForm />
        </div>
        <p class="soft small">
          Approving sends you back to {client.name}. Cancelling changes nothing, and {client.name} is not
          notified.
        </p>
      </div>
    </div>
  );
}

/** The logo, or the initial of a client whose logo is not fetched. */
function Logo({ client: { name, logoUri } }: { client: Client }) {
  const isShown = logoUri !== null && isProxied(logoUri);
  return (
    <span class={isShown ? "initial logo" : "initial"}>
      {isShown ? null : ([...name][0] ?? "?")}
      {/* PostHog's page names a logo that its server refuses to fetch, too. */}
      {logoUri === null ? null : <img src={logoPath(logoUri)} alt="" />}
    </span>
  );
}

/** The app's host: anyone can publish a metadata document with any name in it, but only on their own host. */
function Home({ client }: { client: Client }) {
  const host = hostOf(client);
  return host ? (
    <p class="soft">
      This app is at <strong class="breakable">{host}</strong>
    </p>
  ) : null;
}

/** Whether the app is verified: anyone can publish a metadata document with any name in it. */
function Verification({
  visit: { region },
  consent: { client },
}: Pick<ConsentFormProps, "visit" | "consent">) {
  const organization = client.organizationId && region.store.organizations.get(client.organizationId);
  return organization
    ? `This app is verified by the organization ${organization.name}.`
    : "This app is not verified by any organization.";
}

function Projects({ visit: { region, signedIn } }: { visit: SignedInVisit }) {
  const organizations = listOrganizations(region, signedIn.user.id).map((organization) => ({
    organization,
    projects: listOrganizationProjects(region, organization.id),
  }));
  const first = organizations.flatMap(({ projects }) => projects)[0];
  return (
    <fieldset class="stack-tight">
      <legend>Which project?</legend>
      {organizations.map(({ organization, projects }) =>
        projects.map((project) => (
          <label class="choice">
            <input
              type="radio"
              name="team_id"
              value={String(project.id)}
              required
              checked={project === first}
            />
            <span>
              <strong>{project.name}</strong> <span class="soft">in {organization.name}</span>
            </span>
          </label>
        )),
      )}
    </fieldset>
  );
}
