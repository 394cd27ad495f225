import type { Metadata } from "next";
import Link from "next/link";
import { env } from "@/lib/env";
import { requireProject } from "../../require-project";
import { CreateForm } from "./create-form";

export const metadata: Metadata = { title: "Create a project secret API key" };

export default async function NewSecretKeyPage() {
  const { connection, project } = await requireProject();
  return (
    <div className="space-y-6">
      <h1>Create a project secret API key</h1>
      <CreateForm project={project} posthogUrl={env().posthogUrls[connection.region]} />
      <p>
        <Link href="/connection/secret-keys">Back to the keys</Link>
      </p>
    </div>
  );
}
