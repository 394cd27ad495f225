import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { Subpage } from "@/components/subpage";
import { hasCredentialFor } from "@/features/personal-api-key/credentials";
import { OtherWays } from "@/features/personal-api-key/other-ways";
import { settingsPage } from "@/lib/connection/posthog-pages";
import { env } from "@/lib/platform/env";
import { requireProject } from "../../require-project";
import { BACK_TO_KEYS } from "../back-to-keys";
import { CreateForm } from "./create-form";

export const metadata: Metadata = { title: "Create a project secret API key" };

export default pageOrProblem(async function NewSecretKeyPage() {
  const { owner, connection, project } = await requireProject();
  return (
    <Subpage title="Create a project secret API key" back={BACK_TO_KEYS}>
      {(await hasCredentialFor(owner, "project:write")) ? (
        <CreateForm project={project} posthogUrl={env().posthogUrls[connection.region]} />
      ) : (
        <div className="card space-y-2">
          <p>None of our credentials allows this yet.</p>
          <OtherWays
            to="create a key"
            scope="project:write"
            href={settingsPage(connection, "project-secret-api-keys")}
          />
        </div>
      )}
    </Subpage>
  );
});
