import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { Subpage } from "@/components/subpage";
import { requireOperatorAt } from "@/lib/auth/operator";
import { clientId } from "@/lib/identity/client-metadata";
import { env } from "@/lib/platform/env";
import { BACK_TO_TOKENS } from "../back-to-tokens";
import { CreateForm } from "./create-form";

export const metadata: Metadata = { title: "Create a verification token" };

export default pageOrProblem(async function CreateTokenPage() {
  await requireOperatorAt("/partner/verification/new");
  return (
    <Subpage
      title="Create a verification token"
      lead="This app publishes the new token in place of the current one, which stays valid until you revoke it."
      back={BACK_TO_TOKENS}
    >
      <CreateForm clientId={clientId(env().appUrl)} />
    </Subpage>
  );
});
