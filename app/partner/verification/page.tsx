import type { Metadata } from "next";
import { pageOrProblem } from "@/app/page-or-problem";
import { Link } from "@/components/link";
import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import { Asking, isWhole, Streamed, WholePageLink } from "@/components/streamed";
import { Subpage } from "@/components/subpage";
import { Timestamp } from "@/components/timestamp";
import { type ActiveToken, findActiveToken } from "@/features/verification/active-token";
import { verificationConfiguration } from "@/features/verification/configuration";
import { listTokens } from "@/features/verification/verification";
import { requireOperatorAt } from "@/lib/auth/operator";
import { attempt } from "@/lib/connection/attempt";
import { documentExpiry } from "@/lib/identity/client-metadata";
import { TokenList } from "./token-list";

export const metadata: Metadata = { title: "Verification" };

export default pageOrProblem(async function VerificationPage({
  searchParams,
}: PageProps<"/partner/verification">) {
  await requireOperatorAt("/partner/verification");
  const { partner } = verificationConfiguration();
  const active = await findActiveToken();
  const whole = await isWhole(searchParams);
  return (
    <Subpage
      title="Verification"
      lead="A token in the client metadata document shows PostHog which organization this app belongs to, and raises its limits. The token is public, but it has no effect in another document."
      done={(await searchParams).done === "revoked" ? "The token is revoked." : undefined}
      back={{ href: "/partner", label: "Back to the partner page" }}
    >
      <Section id="published" title="Published now">
        <Published active={active} />
      </Section>
      <Section id="tokens" title={`Tokens of your organization${partner ? ` in ${partner.region}` : ""}`}>
        <WholePageLink whole={whole} />
        {partner ? (
          <Link href="/partner/verification/new" className="button button-primary">
            Create a token
          </Link>
        ) : null}
        <Streamed whole={whole} fallback={<Asking>Asking PostHog for the tokens…</Asking>}>
          <Tokens activeId={active?.kept?.id} />
        </Streamed>
      </Section>
    </Subpage>
  );
});

async function Tokens({ activeId }: { activeId: string | undefined }) {
  const tokens = await attempt("list_verification_tokens", listTokens);
  return tokens.ok ? <TokenList tokens={tokens.value} activeId={activeId} /> : <Problem failure={tokens} />;
}

function Published({ active }: { active: ActiveToken | null }) {
  if (!active) return <p>None: for PostHog this app is unverified.</p>;
  if (!active.kept)
    return <p>The token in POSTHOG_VERIFICATION_TOKEN, which takes precedence over any created here.</p>;
  return (
    <p>
      This app has published the token marked below since <Timestamp date={active.kept.activatedAt} exact />.
      PostHog’s cached copy of the document expires by{" "}
      <Timestamp date={documentExpiry(active.kept.activatedAt)} exact />. PostHog reads the token with the
      first request after that, or at once when you register this app again.
    </p>
  );
}
