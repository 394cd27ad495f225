import type { Metadata } from "next";
import { OtherWays } from "@/components/other-ways";
import { Subpage } from "@/components/subpage";
import { holdsCredentialFor } from "@/lib/connection/credentials-for";
import { settingsPage } from "@/lib/connection/posthog-pages";
import { env } from "@/lib/env";
import { requireProject } from "../../require-project";
import { CreateForm } from "./create-form";

export const metadata: Metadata = { title: "Create a project secret API key" };

export default async function NewSecretKeyPage() {
  const { user, connection, project } = await requireProject();
  return (
    <Subpage title="Create a project secret API key" back="secretKeys">
      {(await holdsCredentialFor(user.id, "project:write")) ? (
        <CreateForm project={project} posthogUrl={env().posthogUrls[connection.region]} />
      ) : (
        <div className="card space-y-2">
          <p>Nothing you have given us so far may do that.</p>
          <OtherWays to="create a key" scope="project:write" href={settingsPage(connection, "secretKeys")} />
        </div>
      )}
    </Subpage>
  );
}
