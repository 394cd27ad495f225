import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { AskedPage } from "@/components/asked-page";
import { Confirmation } from "@/components/confirmation";
import { ProblemPage } from "@/components/problem-page";
import { isWhole } from "@/components/streamed";
import { requireProject } from "../../../require-project";
import { deleteKey } from "../../actions";
import { BACK_TO_KEYS } from "../../back-to-keys";
import { type KeyProps, requireKey } from "../../require-key";

const TITLE = "Delete a project secret API key";

export const metadata: Metadata = { title: TITLE };

export default pageOrProblem(async function DeleteKeyPage({
  params,
  searchParams,
}: PageProps<"/connection/secret-keys/[id]/delete">) {
  const project = await requireProject();
  return (
    <AskedPage title={TITLE} back={BACK_TO_KEYS} whole={await isWhole(searchParams)}>
      <Question {...project} id={(await params).id} />
    </AskedPage>
  );
});

const Question = pageOrProblem(async (props: KeyProps) => {
  const { secretKey, failure } = await requireKey(props);
  if (!secretKey) return <ProblemPage title={TITLE} failure={failure} back={BACK_TO_KEYS} />;
  const { id, label, mask } = secretKey;
  return (
    <Confirmation
      title={`Delete “${label}”?`}
      action={deleteKey}
      label="Delete the key"
      busy="Deleting the key…"
      id={id}
      cancel={BACK_TO_KEYS}
    >
      <li>The key ({mask ?? "No preview"}) stops working at once, everywhere it is in use.</li>
      <li>Nothing brings it back. You can create another.</li>
    </Confirmation>
  );
});
