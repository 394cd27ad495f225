import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { pageOrProblem } from "@/app/page-or-problem";
import { AskedPage } from "@/components/asked-page";
import { Confirmation } from "@/components/confirmation";
import { ProblemPage } from "@/components/problem-page";
import { isWhole } from "@/components/streamed";
import { findProxy } from "@/features/proxies/proxies";
import type { ConnectionOwner } from "@/lib/tokens/owner";
import { readForPage } from "../../../read-for-page";
import { requireProject } from "../../../require-project";
import { deleteDomain } from "../../actions";

const BACK = { href: "/connection/proxies", label: "Back to the proxies" } as const;

const TITLE = "Delete a reverse proxy";

export const metadata: Metadata = { title: TITLE };

export default pageOrProblem(async function DeleteProxyPage({
  params,
  searchParams,
}: PageProps<"/connection/proxies/[id]/delete">) {
  const { owner } = await requireProject();
  const { id } = await params;
  if (!z.guid().safeParse(id).success) redirect("/connection/proxies");
  return (
    <AskedPage title={TITLE} back={BACK} whole={await isWhole(searchParams)}>
      <Question owner={owner} id={id} />
    </AskedPage>
  );
});

const Question = pageOrProblem(async ({ owner, id }: { owner: ConnectionOwner; id: string }) => {
  const result = await readForPage("read_proxy", () => findProxy(owner, id));
  if (!result.ok) return <ProblemPage title={TITLE} failure={result} back={BACK} />;
  if (!result.value) redirect("/connection/proxies?done=gone");
  return (
    <Confirmation
      title={`Delete ${result.value.domain}?`}
      action={deleteDomain}
      label="Delete the proxy"
      busy="Deleting the proxy…"
      id={id}
      cancel={BACK}
    >
      <li>
        After you delete the proxy, events sent to this domain are lost. Change the sites that use it first.
      </li>
      <li>This cannot be undone. To add the domain again, you have to repeat the whole set-up.</li>
      <li>Its DNS record stays until you delete it at your DNS provider.</li>
    </Confirmation>
  );
});
