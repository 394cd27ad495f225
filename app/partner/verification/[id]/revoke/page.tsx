import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Confirmation } from "@/components/confirmation";
import { Problem } from "@/components/problem";
import { Timestamp } from "@/components/timestamp";
import { requireOperator } from "@/lib/auth/operator";
import { attempt } from "@/lib/failure";
import { findActiveToken } from "@/lib/partner/active-token";
import { readByPostHog } from "@/lib/partner/client-metadata";
import { getToken } from "@/lib/partner/verification";
import { revokeVerificationToken } from "../../../actions";

export const metadata: Metadata = { title: "Revoke a verification token" };

export default async function RevokePage({ params }: PageProps<"/partner/verification/[id]/revoke">) {
  await requireOperator();
  const { id } = await params;
  const token = await attempt("read a verification token", () => getToken(id));
  if (!token.ok && token.code === "not_found") notFound();
  if (!token.ok) return <Problem failure={token} />;
  const kept = (await findActiveToken())?.kept;
  return (
    <Confirmation
      title={`Revoke “${token.value.label}”?`}
      action={revokeVerificationToken}
      label="Revoke the token"
      id={id}
      back="tokens"
    >
      <li>PostHog forgets the token at once. Nothing brings it back.</li>
      {kept?.id === id ? (
        <>
          <li>This app stops publishing it, and falls back to the limits of an unverified one.</li>
          <li>To change tokens without that, create a new one first.</li>
        </>
      ) : (
        <li>
          A document that still carries it is unverified from its next reading on, with the limits of one.
        </li>
      )}
      {kept && kept.id !== id ? (
        <li>
          This app publishes another one. PostHog has read that by{" "}
          <Timestamp date={readByPostHog(kept.activatedAt)} />: wait until then, or register first.
        </li>
      ) : null}
    </Confirmation>
  );
}
