import type { Metadata } from "next";
import Link from "next/link";
import { OtherWays } from "@/components/other-ways";
import { Pages } from "@/components/pages";
import { Problem } from "@/components/problem";
import { Subpage } from "@/components/subpage";
import { holdsCredentialFor } from "@/lib/connection/credentials-for";
import { settingsPage } from "@/lib/connection/posthog-pages";
import { listSecretKeys } from "@/lib/connection/secret-keys";
import { pageOf } from "@/lib/paging";
import { readForPage } from "../read-for-page";
import { requireProject } from "../require-project";
import { KeyTable } from "./key-table";

export const metadata: Metadata = { title: "Project secret API keys" };

const PATH = "/connection/secret-keys";

const DONE = new Map([
  ["changed", "The key is changed. Its value is the same as before."],
  ["deleted", "The key is deleted. Nothing can use it any more."],
  ["gone", "That key is gone: it was deleted in PostHog meanwhile."],
]);

export default async function SecretKeysPage({ searchParams }: PageProps<"/connection/secret-keys">) {
  const { user, connection, project } = await requireProject();
  const { done, page } = await searchParams;
  const mayChange = await holdsCredentialFor(user.id, "project:write");
  const result = await readForPage("list the project secret API keys", () => listSecretKeys(user.id));
  return (
    <Subpage
      title="Project secret API keys"
      lead={`They let a server of yours read feature flags or run endpoints of ${project.name}, in nobody’s name. Keep them secret.`}
      done={DONE.get(String(done))}
      back="connection"
    >
      {mayChange ? (
        <Link href={`${PATH}/new`} className="button button-primary">
          Create a key
        </Link>
      ) : (
        <div className="card">
          <OtherWays
            to="create, change or delete keys"
            scope="project:write"
            href={settingsPage(connection, "secretKeys")}
          />
        </div>
      )}
      {result.ok ? (
        <KeyTable {...pageOf(result.value, page)} />
      ) : (
        <div className="card">
          <Problem failure={result} />
          <OtherWays to="see the keys" href={settingsPage(connection, "secretKeys")} />
        </div>
      )}
      {result.ok ? <Pages path={PATH} {...pageOf(result.value, page)} /> : null}
    </Subpage>
  );
}
