import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { BACK_TO_CONNECTION } from "@/components/back-to-connection";
import { Link } from "@/components/link";
import { Problem } from "@/components/problem";
import { Asking, isWhole, Streamed, WholePageLink } from "@/components/streamed";
import { Subpage } from "@/components/subpage";
import { hasCredentialFor } from "@/features/personal-api-key/credentials";
import { OtherWays } from "@/features/personal-api-key/other-ways";
import { listSecretKeys } from "@/features/secret-keys/secret-keys";
import { settingsPage } from "@/lib/connection/posthog-pages";
import type { ConnectionOwner } from "@/lib/tokens/owner";
import { readForPage } from "../read-for-page";
import { requireProject } from "../require-project";
import { KeyTable } from "./key-table";

export const metadata: Metadata = { title: "Project secret API keys" };

const PATH = "/connection/secret-keys";

const DONE = new Map([
  ["changed", "The key is changed. Its value is the same as before."],
  ["deleted", "The key is deleted. Nothing can use it any more."],
  ["gone", "That key no longer exists: it was deleted in PostHog."],
]);

export default pageOrProblem(async function SecretKeysPage({
  searchParams,
}: PageProps<"/connection/secret-keys">) {
  const { owner, connection, project } = await requireProject();
  const { done } = await searchParams;
  const mayChange = await hasCredentialFor(owner, "project:write");
  const whole = await isWhole(searchParams);
  const settingsUrl = settingsPage(connection, "project-secret-api-keys");
  return (
    <Subpage
      title="Project secret API keys"
      lead={`They let your server read feature flags or run endpoints of ${project.name} without acting as a person. Keep them secret.`}
      done={DONE.get(String(done))}
      back={BACK_TO_CONNECTION}
    >
      <WholePageLink whole={whole} />
      {mayChange ? (
        <Link href={`${PATH}/new`} className="button button-primary">
          Create a key
        </Link>
      ) : (
        <div className="card">
          <OtherWays to="create, change or delete keys" scope="project:write" href={settingsUrl} />
        </div>
      )}
      <Streamed whole={whole} fallback={<Asking>Asking PostHog for the keys…</Asking>}>
        <Keys owner={owner} settingsUrl={settingsUrl} />
      </Streamed>
    </Subpage>
  );
});

async function Keys({ owner, settingsUrl }: { owner: ConnectionOwner; settingsUrl: string }) {
  const result = await readForPage("list_secret_keys", () => listSecretKeys(owner));
  if (result.ok) return <KeyTable items={result.value} />;
  return (
    <div className="card space-y-4">
      <Problem failure={result} />
      <OtherWays to="see the keys" href={settingsUrl} />
    </div>
  );
}
