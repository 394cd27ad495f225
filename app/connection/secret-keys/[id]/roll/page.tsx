import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { AskedPage } from "@/components/asked-page";
import { ProblemPage } from "@/components/problem-page";
import { isWhole } from "@/components/streamed";
import { settingsPage } from "@/lib/connection/posthog-pages";
import { env } from "@/lib/platform/env";
import { requireProject } from "../../../require-project";
import { BACK_TO_KEYS } from "../../back-to-keys";
import { type KeyProps, requireKey } from "../../require-key";
import { RollForm } from "./roll-form";

const TITLE = "Roll a project secret API key";

export const metadata: Metadata = { title: TITLE };

export default pageOrProblem(async function RollKeyPage({
  params,
  searchParams,
}: PageProps<"/connection/secret-keys/[id]/roll">) {
  const project = await requireProject();
  return (
    <AskedPage title={TITLE} back={BACK_TO_KEYS} whole={await isWhole(searchParams)}>
      <Question {...project} id={(await params).id} />
    </AskedPage>
  );
});

const Question = pageOrProblem(async (props: KeyProps) => {
  const { connection, project } = props;
  const { secretKey, failure } = await requireKey(props);
  if (!secretKey) return <ProblemPage title={TITLE} failure={failure} back={BACK_TO_KEYS} />;
  const { id, label, mask, scopes } = secretKey;
  return (
    <div className="narrow card space-y-group">
      <h1 className="wrap-anywhere">Roll “{label}”?</h1>
      <ul className="list-disc space-y-2 pl-5">
        <li>PostHog gives the key a new value, which you see once, on the next page.</li>
        <li>
          The value there is now ({mask ?? "No preview"}) stops working at once, everywhere it is in use.
        </li>
        <li>Label and scopes stay.</li>
      </ul>
      <RollForm
        id={id}
        scopes={scopes}
        project={project}
        posthogUrl={env().posthogUrls[connection.region]}
        settingsUrl={settingsPage(connection, "project-secret-api-keys")}
      />
    </div>
  );
});
