import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { BACK_TO_CONNECTION } from "@/components/back-to-connection";
import { Confirmation } from "@/components/confirmation";
import { requireUser } from "@/lib/auth/session";
import { brand } from "@/lib/platform/brand";
import { deleteMyAccount } from "../actions";

export const metadata: Metadata = { title: "Delete my account" };

export default pageOrProblem(async function DeleteAccountPage() {
  const { email } = await requireUser();
  return (
    <Confirmation
      title="Delete your account?"
      action={deleteMyAccount}
      label="Delete my account"
      busy="Deleting your account…"
      cancel={BACK_TO_CONNECTION}
    >
      <li>
        We delete your {brand.name} account <strong className="wrap-anywhere">{email}</strong>, its connection
        to PostHog and its activity record. This cannot be undone.
      </li>
      <li>You are signed out.</li>
      <li>Your PostHog account, your projects there and their data stay as they are.</li>
    </Confirmation>
  );
});
