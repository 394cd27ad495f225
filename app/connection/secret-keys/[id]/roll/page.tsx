import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { ProblemPage } from "@/components/problem-page";
import { settingsPage } from "@/lib/connection/posthog-pages";
import { env } from "@/lib/platform/env";
import { BACK_TO_KEYS } from "../../back-to-keys";
import { requireKey } from "../../require-key";
import { RollForm } from "./roll-form";

export const metadata: Metadata = { title: "Roll a project secret API key" };

export default pageOrProblem(async function RollKeyPage({
  params,
}: PageProps<"/connection/secret-keys/[id]/roll">) {
  const { connection, project, secretKey, failure } = await requireKey((await params).id);
  if (!secretKey) {
    return <ProblemPage title="Roll a project secret API key" failure={failure} back={BACK_TO_KEYS} />;
  }
  const { id, label, mask, scopes } = secretKey;
  return (
    <div className="card space-y-6">
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
