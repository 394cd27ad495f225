import type { Metadata } from "next";
import { Confirmation } from "@/components/confirmation";
import { deleteKey } from "../../actions";
import { BACK_TO_KEYS } from "../../back-to-keys";
import { keyPage } from "../../key-page";

const TITLE = "Delete a project secret API key";

export const metadata: Metadata = { title: TITLE };

export default keyPage(TITLE, async ({ id, label, mask }) => {
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
      <li>It cannot be restored. You can create another key.</li>
    </Confirmation>
  );
});
