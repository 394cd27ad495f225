import { ActionForm } from "@/components/action-form";
import { Section } from "@/components/section";
import { Timestamp } from "@/components/timestamp";
import type { ExplainedCheck } from "@/lib/identity/registration-checks";
import { findRegistration, type RegistrationReport } from "@/lib/identity/registration-report";
import { env } from "@/lib/platform/env";
import { type Region, regionSchema } from "@/lib/posthog/regions";
import { registerClient } from "./actions";

const VERDICTS = {
  REGISTERED: "Registered",
  CHECKS_FAILED: "Registered with failed checks",
  REFUSED: "Not registered",
  UNNEEDED: "This PostHog registers a client by itself, on its first connection",
} satisfies Record<RegistrationReport["status"], string>;

/** What each region reported when this app was last registered there. */
export async function RegistrationSection() {
  const regions = await Promise.all(
    regionSchema.options.map(async (region) => ({ region, report: await findRegistration(region) })),
  );
  return (
    <Section id="registration" title="Registration">
      <p>
        When you register, PostHog reads the document at once. You can repeat this up to about thirty times an
        hour.
      </p>
      {regions.map(({ region, report }) => (
        <RegionRegistration key={region} region={region} report={report} />
      ))}
    </Section>
  );
}

function RegionRegistration({ region, report }: { region: Region; report: RegistrationReport | null }) {
  return (
    <div className="space-y-3 border-t border-line pt-4">
      <h3 className="font-medium wrap-anywhere">
        {region}, <span className="font-normal text-ink-soft">{env().posthogUrls[region]}</span>
      </h3>
      {report ? (
        <>
          <p>
            {VERDICTS[report.status]}
            {report.clientType ? `, as a ${report.clientType} client` : ""}.{" "}
            <span className="text-ink-soft">
              <Timestamp date={report.registeredAt} />
            </span>
          </p>
          <ul aria-label={`Checks in ${region}`} className="space-y-3">
            {report.checks.map((check) => (
              <Check key={check.name} check={check} />
            ))}
          </ul>
        </>
      ) : (
        <p>No report yet.</p>
      )}
      <ActionForm
        action={registerClient}
        label={`Register in ${region}`}
        busy="Registering…"
        look="button-quiet"
      >
        <input type="hidden" name="region" value={region} />
      </ActionForm>
    </div>
  );
}

function Check({ check: { title, ok, detail, meaning, remedy } }: { check: ExplainedCheck }) {
  return (
    <li className="wrap-anywhere">
      <p className={ok ? "" : "text-danger"}>
        <span aria-hidden="true">{ok ? "✓ " : "✗ "}</span>
        <span className="font-medium">{title}</span> {ok ? "passed" : "failed"}: {detail}
      </p>
      <p className="text-sm text-ink-soft">{meaning}</p>
      {remedy ? <p>{remedy}</p> : null}
    </li>
  );
}
