import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { Confirmation } from "@/components/confirmation";
import { Problem } from "@/components/problem";
import { findProxy } from "@/lib/connection/proxies";
import { readForPage } from "../../../read-for-page";
import { requireProject } from "../../../require-project";
import { deleteDomain } from "../../actions";

export const metadata: Metadata = { title: "Delete a reverse proxy" };

export default async function DeleteProxyPage({ params }: PageProps<"/connection/proxies/[id]/delete">) {
  const { user } = await requireProject();
  const { id } = await params;
  if (!z.guid().safeParse(id).success) redirect("/connection/proxies");
  const result = await readForPage("read a reverse proxy", () => findProxy(user.id, id));
  if (!result.ok) return <Problem failure={result} />;
  if (!result.value) redirect("/connection/proxies?done=gone");
  return (
    <Confirmation
      title={`Delete ${result.value.domain}?`}
      action={deleteDomain}
      label="Delete the proxy"
      id={id}
      back="proxies"
    >
      <li>Events sent to this domain are no longer taken: sites that use it lose theirs from now on.</li>
      <li>This cannot be undone. Adding the domain again takes the whole set-up once more.</li>
      <li>Its DNS record stays until you remove it where your domain is managed.</li>
    </Confirmation>
  );
}
