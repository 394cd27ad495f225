import { Problem } from "@/components/problem";
import { Section } from "@/components/section";
import type { LimitsAnswer } from "@/features/partner-console/limits";
import type { Budget, ClientLimits } from "@/lib/posthog/limits";
import { readLimits } from "./limits";

export async function LimitsSection() {
  const limits = await readLimits();
  return (
    <Section id="limits" title="Limits">
      {limits.map(({ region, answer }) => (
        <div key={region} className="space-y-2">
          <h3 className="font-medium">{region}</h3>
          <Answer answer={answer} />
        </div>
      ))}
    </Section>
  );
}

function Answer({ answer }: { answer: LimitsAnswer }) {
  if (answer.type === "known") return <Limits limits={answer.limits} />;
  if (answer.type === "failed") return <Problem failure={answer.failure} />;
  return (
    <p>
      {answer.type === "unsupported"
        ? "This PostHog server does not report the limits of this app. Its documentation grants 10 account requests an hour to an unverified app, and 100 to a verified one."
        : "Connect your own account to PostHog in this region to see them here: an app that does not sign its requests can read them only with a user’s access token."}
    </p>
  );
}

function Limits({ limits: { tier, endpoints } }: { limits: ClientLimits }) {
  return (
    <>
      <p>
        Tier <code>{tier}</code>
      </p>
      <ul className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        {endpoints.map(({ endpoint, limit }) => (
          <li key={endpoint}>
            <span className="block">{endpoint.replaceAll("_", " ")}</span>
            {limit === "blocked" || limit === "unlimited" ? (
              <span className="text-sm text-ink-soft">
                {limit === "blocked" ? "Not in this tier" : "Without limit"}
              </span>
            ) : (
              <BudgetMeter endpoint={endpoint} budget={limit} />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function BudgetMeter({ endpoint, budget }: { endpoint: string; budget: Budget }) {
  const { perHour, burst, remaining } = budget;
  return (
    <>
      {remaining === undefined ? null : (
        <meter aria-label={`${endpoint} left`} min={0} max={burst} value={remaining} className="meter" />
      )}
      <span className="block text-sm text-ink-soft">
        {remaining === undefined ? "Up to" : `${remaining} left of`} {burst} at once, {perHour} an hour
      </span>
    </>
  );
}
