import type { Metadata } from "next";
import Link from "next/link";
import { pageOrProblem } from "@/app/page-or-problem";
import { AskedPage } from "@/components/asked-page";
import { ProblemPage } from "@/components/problem-page";
import { Scopes } from "@/components/scopes";
import { isWhole } from "@/components/streamed";
import { Subpage } from "@/components/subpage";
import { Timestamp } from "@/components/timestamp";
import { hasCredentialFor } from "@/features/personal-api-key/credentials";
import { OtherWays } from "@/features/personal-api-key/other-ways";
import { settingsPage } from "@/lib/connection/posthog-pages";
import { requireProject } from "../../require-project";
import { BACK_TO_KEYS } from "../back-to-keys";
import { type KeyProps, requireKey } from "../require-key";
import { ChangeForm } from "./change-form";

const TITLE = "Project secret API key";

export const metadata: Metadata = { title: TITLE };

export default pageOrProblem(async function SecretKeyPage({
  params,
  searchParams,
}: PageProps<"/connection/secret-keys/[id]">) {
  const project = await requireProject();
  return (
    <AskedPage title={TITLE} back={BACK_TO_KEYS} whole={await isWhole(searchParams)}>
      <Key {...project} id={(await params).id} />
    </AskedPage>
  );
});

const Key = pageOrProblem(async (props: KeyProps) => {
  const { id, owner, connection } = props;
  const { secretKey, failure } = await requireKey(props);
  if (!secretKey) return <ProblemPage title={TITLE} failure={failure} back={BACK_TO_KEYS} />;
  const { label, mask, scopes, createdAt, createdBy } = secretKey;
  const path = `/connection/secret-keys/${encodeURIComponent(id)}` as const;
  return (
    <Subpage title={label} back={BACK_TO_KEYS}>
      <p className="text-ink-soft">
        <code>{mask ?? "No preview"}</code>, created by {createdBy ?? "someone who has left"} on{" "}
        <Timestamp date={createdAt} />
      </p>
      {(await hasCredentialFor(owner, "project:write")) ? (
        <>
          <ChangeForm id={id} label={label} scopes={scopes} />
          <nav aria-label="This key" className="flex flex-wrap gap-3">
            <Link href={`${path}/roll`} className="button button-quiet">
              Roll the key
            </Link>
            <Link href={`${path}/delete`} className="button button-quiet">
              Delete the key
            </Link>
          </nav>
        </>
      ) : (
        <div className="card space-y-4">
          <Scopes scopes={scopes} />
          <OtherWays
            to="change, roll or delete it"
            scope="project:write"
            href={settingsPage(connection, "project-secret-api-keys")}
          />
        </div>
      )}
    </Subpage>
  );
});
