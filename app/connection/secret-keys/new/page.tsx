import type { Metadata } from "next";
import { Subpage } from "@/components/subpage";
import { env } from "@/lib/env";
import { requireProject } from "../../require-project";
import { CreateForm } from "./create-form";

export const metadata: Metadata = { title: "Create a project secret API key" };

export default async function NewSecretKeyPage() {
  const { connection, project } = await requireProject();
  return (
    <Subpage title="Create a project secret API key" back="secretKeys">
      <CreateForm project={project} posthogUrl={env().posthogUrls[connection.region]} />
    </Subpage>
  );
}
