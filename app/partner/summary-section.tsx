import { Section } from "@/components/section";
import { AskingInLine, Streamed } from "@/components/streamed";
import {
  Summary,
  type SummaryFinding,
  SummaryRow,
  SummaryState,
  type SummarySubject,
} from "@/components/summary";
import { type FeatureSummary, features } from "@/features";
import { countConnections, countFailures } from "@/features/partner-console/statistics";
import { signingKeys } from "@/lib/identity/configuration";
import { findRegistration, type RegistrationReport } from "@/lib/identity/registration-report";
import { findSigningKey } from "@/lib/identity/signing-keys";
import { type Region, regionSchema } from "@/lib/posthog/regions";
import { readAttested } from "./limits";

const REGISTRATION = {
  REGISTERED: { state: "good", words: "Registered" },
  CHECKS_FAILED: { state: "bad", words: "A check failed" },
  REFUSED: { state: "bad", words: "Not registered" },
  UNNEEDED: { state: "good", words: "Registers by itself" },
} as const satisfies Record<RegistrationReport["status"], Pick<SummaryItem, "state" | "words">>;

/** An overview of the state of each part, with links to what needs fixing. */
export async function SummarySection({ whole }: { whole: boolean }) {
  const items = await Promise.all([
    ...regionSchema.options.map(summarizeRegion),
    summarizeKeys(),
    summarizeConnections(),
    summarizeFailures(),
  ]);
  return (
    <Section id="summary" title="Summary">
      <Summary>
        {items.map((item) => (
          <SummaryRow key={item.label} label={item.label}>
            <SummaryState {...item} />
          </SummaryRow>
        ))}
        {features.map(({ id, summary }) =>
          summary ? (
            <SummaryRow key={id} label={summary.label}>
              <Streamed whole={whole} fallback={<AskingInLine />}>
                <FeatureState summary={summary} />
              </Streamed>
            </SummaryRow>
          ) : null,
        )}
      </Summary>
    </Section>
  );
}

async function FeatureState({ summary: { read, ...subject } }: { summary: FeatureSummary }) {
  return <SummaryState {...subject} {...(await read(await readAttested()))} />;
}

type SummaryItem = SummarySubject & SummaryFinding;

async function summarizeRegion(region: Region): Promise<SummaryItem> {
  const report = await findRegistration(region);
  const found = report
    ? REGISTRATION[report.status]
    : ({ state: "unknown", words: "No report yet" } as const);
  return { label: `PostHog ${region}`, href: "#registration", ...found };
}

async function summarizeKeys(): Promise<SummaryItem> {
  const signing = findSigningKey(signingKeys());
  return {
    label: "Signing keys",
    href: "#keys",
    ...(signing
      ? { state: "good", words: `${signing.kid} signs` }
      : { state: "warn", words: "None: a public client" }),
  };
}

async function summarizeConnections(): Promise<SummaryItem> {
  const counts = await countConnections();
  const total = (key: "connected" | "needsReconnect") => counts.reduce((sum, count) => sum + count[key], 0);
  const waiting = total("needsReconnect");
  return {
    label: "Connections",
    href: "#connections",
    state: waiting > 0 ? "warn" : "good",
    words: `${total("connected")} work${waiting > 0 ? `, ${waiting} have to connect again` : ""}`,
  };
}

async function summarizeFailures(): Promise<SummaryItem> {
  const counts = await countFailures();
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  const percent = counts.reduce((sum, count) => sum + count.percent, 0);
  return {
    label: "Failures today",
    href: "#failures",
    ...(total === 0
      ? { state: "good", words: "None" }
      : { state: "warn", words: `${total}, ${percent.toFixed(1)} % of all that was done` }),
  };
}
