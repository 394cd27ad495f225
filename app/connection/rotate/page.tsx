import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { BACK_TO_CONNECTION } from "@/components/back-to-connection";
import { Confirmation } from "@/components/confirmation";
import { replaceProjectToken } from "../actions";
import { requireProject } from "../require-project";

export const metadata: Metadata = { title: "Replace the project token" };

export default pageOrProblem(async function RotatePage() {
  const { name, token } = (await requireProject()).project;
  return (
    <Confirmation
      title="Replace the project token?"
      action={replaceProjectToken}
      label="Replace the project token"
      busy="Replacing the project token…"
      cancel={BACK_TO_CONNECTION}
    >
      <li>
        The token <code className="text-sm break-all">{token}</code> of {name} stops working at once,
        everywhere it is in use. Events sent with it are lost, and the token cannot be restored.
      </li>
      <li>You get a new token and new code to paste. Your site cannot send events until you add it.</li>
      <li>Everything recorded so far stays in the project.</li>
    </Confirmation>
  );
});
