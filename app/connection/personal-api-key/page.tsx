import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { ActionForm } from "@/components/action-form";
import { BACK_TO_CONNECTION } from "@/components/back-to-connection";
import { Scopes } from "@/components/scopes";
import { Section } from "@/components/section";
import { Subpage } from "@/components/subpage";
import { TextField } from "@/components/text-field";
import { Timestamp } from "@/components/timestamp";
import { features } from "@/features";
import { listPersonalApiKeys, type PersonalApiKey } from "@/features/personal-api-key/personal-api-keys";
import { settingsPage } from "@/lib/connection/posthog-pages";
import { requireProject } from "../require-project";
import { addKey, removeKey } from "./actions";

export const metadata: Metadata = { title: "Personal API key" };

const DONE = new Map([
  ["added", "PostHog accepts this key. We store it encrypted, and show it to no one."],
  ["removed", "We have deleted the key here. At PostHog it works until you delete it there, too."],
]);

export default pageOrProblem(async function PersonalApiKeyPage({
  searchParams,
}: PageProps<"/connection/personal-api-key">) {
  const { owner, connection } = await requireProject();
  const keys = await listPersonalApiKeys(owner);
  const isPasted = keys.some(({ origin }) => origin === "PASTED");
  return (
    <Subpage
      title="Personal API key"
      lead="Connecting lets us read your project. To change more from here, PostHog requires a key that you have created yourself."
      done={DONE.get(String((await searchParams).done))}
      back={BACK_TO_CONNECTION}
    >
      {keys.map((key) => (
        <StoredKey key={key.origin} stored={key} />
      ))}
      <Section id="add" title={isPasted ? "Use another key" : "Add a key of yours"}>
        <ol className="list-decimal space-y-2 pl-5">
          <li>
            Open your <a href={settingsPage(connection, "user-api-keys")}>personal API keys in PostHog</a> and
            create one.
          </li>
          {features.map(({ keyScope }) =>
            keyScope ? (
              <li key={keyScope.scope}>
                Give it <code>{keyScope.scope}</code> for {keyScope.use}. {keyScope.note}
              </li>
            ) : null,
          )}
          <li>Paste it here. We check at once what PostHog accepts it for.</li>
        </ol>
        <ActionForm action={addKey} label="Check and keep the key" busy="Checking the key…">
          <TextField
            name="key"
            type="password"
            label="Personal API key"
            required
            hint="Begins with phx_. PostHog shows it only once, when it is created."
          />
        </ActionForm>
      </Section>
    </Subpage>
  );
});

function StoredKey({ stored: { origin, mask, scopes, createdAt } }: { stored: PersonalApiKey }) {
  const title = origin === "PASTED" ? "The key you gave us" : "The key that came with your project";
  return (
    <Section id={origin} title={title}>
      <p>
        <code>{mask}</code>
        <span className="text-ink-soft">
          , since <Timestamp date={createdAt} exact />
        </span>
      </p>
      {scopes.length > 0 ? (
        <Scopes scopes={scopes} />
      ) : (
        <p>PostHog gave it to us when you connected. We learn what it may do when we first use it.</p>
      )}
      <ActionForm action={removeKey} label="Delete it here" busy="Deleting the key…" look="button-quiet">
        <input type="hidden" name="origin" value={origin} />
      </ActionForm>
    </Section>
  );
}
