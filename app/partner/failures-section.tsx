import { Section } from "@/components/section";
import { Timestamp } from "@/components/timestamp";
import { failureOf, wordsOf } from "@/features";
import {
  countFailures,
  type FailureCount,
  listFailures,
  type RecentFailure,
} from "@/features/partner-console/statistics";

/** Recent failures: how often they occurred, and what a support ticket needs. */
export async function FailuresSection() {
  const [counts, failures] = await Promise.all([countFailures(), listFailures()]);
  return (
    <Section id="failures" title="Failures">
      {counts.length === 0 ? <p>Nothing failed in the last day.</p> : <FailureCounts counts={counts} />}
      {failures.length > 0 ? (
        <details>
          <summary>The latest failures</summary>
          <ol aria-label="Failures, newest first" className="mt-2 divide-y divide-line">
            {failures.map((failure) => (
              <Failure key={failure.id} failure={failure} />
            ))}
          </ol>
        </details>
      ) : null}
    </Section>
  );
}

function FailureCounts({ counts }: { counts: readonly FailureCount[] }) {
  const highest = Math.max(...counts.flatMap(({ hours }) => hours));
  return (
    <table className="table">
      <caption>In the last 24 hours, hour by hour</caption>
      <thead>
        <tr>
          <th scope="col">What went wrong</th>
          <th scope="col">Count, and share of all actions</th>
        </tr>
      </thead>
      <tbody>
        {counts.map(({ code, count, percent, hours }) => (
          <tr key={code}>
            <th scope="row">
              {titleOf(code)}
              <code className="block font-normal wrap-anywhere text-ink-soft">{code}</code>
              <HourBars hours={hours} highest={highest} />
            </th>
            <td className="whitespace-nowrap">
              {count} ({percent.toFixed(1)} %)
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const WIDTH = 8;
const HEIGHT = 24;

/** One bar per hour. Hidden from screen readers, because the table around it has the numbers. */
function HourBars({ hours, highest }: { hours: readonly number[]; highest: number }) {
  return (
    <svg
      viewBox={`0 0 ${hours.length * WIDTH} ${HEIGHT}`}
      aria-hidden="true"
      className="mt-1 block h-6 w-full max-w-48 fill-danger"
    >
      <rect y={HEIGHT - 1} width="100%" height={1} className="fill-line" />
      {[...hours.entries()].map(([hour, count]) => {
        const height = Math.round((count / highest) * HEIGHT);
        return <rect key={hour} x={hour * WIDTH} y={HEIGHT - height} width={WIDTH - 2} height={height} />;
      })}
    </svg>
  );
}

function Failure({ failure }: { failure: RecentFailure }) {
  const { action, code, requestId, shortUserId, createdAt } = failure;
  return (
    <li className="space-y-1 py-3">
      <p>
        {wordsOf(action).failed}: {titleOf(code)}
      </p>
      <p className="text-sm text-ink-soft wrap-anywhere">
        <Timestamp date={createdAt} /> · user …{shortUserId}
        {requestId ? <> · PostHog’s request id: {requestId}</> : null}
      </p>
    </li>
  );
}

const titleOf = (code: string | null): string =>
  (code && failureOf(code)?.message.title) || "Something unexpected happened";
