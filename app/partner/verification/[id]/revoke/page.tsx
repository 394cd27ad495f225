import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { pageOrProblem } from "@/app/page-or-problem";
import { AskedPage } from "@/components/asked-page";
import { Confirmation } from "@/components/confirmation";
import { ProblemPage } from "@/components/problem-page";
import { isWhole } from "@/components/streamed";
import { Timestamp } from "@/components/timestamp";
import { findActiveToken } from "@/features/verification/active-token";
import { getToken } from "@/features/verification/verification";
import { requireOperatorAt } from "@/lib/auth/operator";
import { attempt } from "@/lib/connection/attempt";
import { documentExpiry } from "@/lib/identity/client-metadata";
import { revokeVerificationToken } from "../../actions";
import { BACK_TO_TOKENS } from "../../back-to-tokens";

const TITLE = "Revoke a verification token";

export const metadata: Metadata = { title: TITLE };

export default pageOrProblem(async function RevokePage({
  params,
  searchParams,
}: PageProps<"/partner/verification/[id]/revoke">) {
  await requireOperatorAt("/partner/verification/[id]/revoke");
  const { id } = await params;
  if (!z.guid().safeParse(id).success) notFound();
  return (
    <AskedPage title={TITLE} back={BACK_TO_TOKENS} whole={await isWhole(searchParams)}>
      <Question id={id} />
    </AskedPage>
  );
});

const Question = pageOrProblem(async ({ id }: { id: string }) => {
  const token = await attempt("read_verification_token", () => getToken(id));
  if (!token.ok && token.code === "not_found") notFound();
  if (!token.ok) return <ProblemPage title={TITLE} failure={token} back={BACK_TO_TOKENS} />;
  const kept = (await findActiveToken())?.kept;
  return (
    <Confirmation
      title={`Revoke “${token.value.label}”?`}
      action={revokeVerificationToken}
      label="Revoke the token"
      busy="Revoking the token…"
      id={id}
      cancel={BACK_TO_TOKENS}
    >
      <li>PostHog deletes the token at once. It cannot be restored.</li>
      {kept?.id === id ? (
        <>
          <li>This app stops publishing it, and falls back to the limits of an unverified one.</li>
          <li>To change tokens without that, create a new one first.</li>
        </>
      ) : (
        <li>
          An app whose document still contains this token becomes unverified, with lower limits, the next time
          PostHog reads the document.
        </li>
      )}
      {kept && kept.id !== id ? (
        <li>
          This app publishes a different token. PostHog’s cached copy of the document expires by{" "}
          <Timestamp date={documentExpiry(kept.activatedAt)} exact />. Wait until then, or register this app
          first.
        </li>
      ) : null}
    </Confirmation>
  );
});
