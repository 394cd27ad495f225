import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { Confirmation } from "@/components/confirmation";
import { ProblemPage } from "@/components/problem-page";
import { deleteKey } from "../../actions";
import { BACK_TO_KEYS } from "../../back-to-keys";
import { requireKey } from "../../require-key";

export const metadata: Metadata = { title: "Delete a project secret API key" };

export default pageOrProblem(async function DeleteKeyPage({
  params,
}: PageProps<"/connection/secret-keys/[id]/delete">) {
  const { secretKey, failure } = await requireKey((await params).id);
  if (!secretKey) {
    return <ProblemPage title="Delete a project secret API key" failure={failure} back={BACK_TO_KEYS} />;
  }
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
