import type { Metadata } from "next";
import { Confirmation } from "@/components/confirmation";
import { Problem } from "@/components/problem";
import { deleteKey } from "../../actions";
import { requireKey } from "../../require-key";

export const metadata: Metadata = { title: "Delete a project secret API key" };

export default async function DeleteKeyPage({ params }: PageProps<"/connection/secret-keys/[id]/delete">) {
  const { secretKey, failure } = await requireKey((await params).id);
  if (!secretKey) return <Problem failure={failure} />;
  const { id, label, mask } = secretKey;
  return (
    <Confirmation
      title={`Delete “${label}”?`}
      action={deleteKey}
      label="Delete the key"
      id={id}
      back="secretKeys"
    >
      <li>The key ({mask ?? "No preview"}) stops working at once, everywhere it is in use.</li>
      <li>Nothing brings it back. You can create another.</li>
    </Confirmation>
  );
}
