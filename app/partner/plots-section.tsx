import { ScrollBox } from "@/components/scroll-box";
import { Section } from "@/components/section";
import { countDays, type DayCounts } from "@/features/partner-console/days";

const SERIES = [
  { id: "opens", label: "Opens", look: "fill-brand" },
  { id: "connections", label: "New connections", look: "fill-accent" },
  { id: "failures", label: "Failed attempts", look: "fill-danger" },
] as const;

/** The last thirty days: one plot per series, and the numbers behind them. */
export async function PlotsSection() {
  const days = await countDays();
  return (
    <Section id="activity" title="The last 30 days">
      {SERIES.map(({ id, label, look }) => (
        <Plot
          key={id}
          label={label}
          look={look}
          days={days.map((day) => ({ day: day.day, count: day[id] }))}
        />
      ))}
      <p aria-hidden="true" className="flex justify-between text-xs text-ink-soft">
        <span>30 days ago</span>
        <span>Today</span>
      </p>
      <details>
        <summary>The numbers</summary>
        <ScrollBox label="The numbers of the last 30 days" look="mt-2 max-h-72">
          <Numbers days={days} />
        </ScrollBox>
      </details>
    </Section>
  );
}

interface PlotProps {
  readonly label: string;
  readonly look: string;
  readonly days: readonly { readonly day: string; readonly count: number }[];
}

const STEP = 10;
const HEIGHT = 48;

function Plot({ label, look, days }: PlotProps) {
  const counts = days.map(({ count }) => count);
  const total = counts.reduce((sum, count) => sum + count, 0).toLocaleString("en");
  const highest = Math.max(1, ...counts);
  return (
    <figure>
      <figcaption className="flex items-baseline justify-between gap-4">
        <span className="text-ink-soft">{label}</span>
        <strong className="font-display text-lg font-semibold tabular-nums">{total}</strong>
      </figcaption>
      <svg
        viewBox={`0 0 ${days.length * STEP - 2} ${HEIGHT + 1}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: ${total} in 30 days, at most ${Math.max(...counts)} a day`}
        className={`mt-1 block h-12 w-full ${look}`}
      >
        <rect y={HEIGHT} width="100%" height={1} className="fill-line" />
        {days.map(({ day, count }, index) => {
          const height = count === 0 ? 0 : Math.max(2, Math.round((count / highest) * HEIGHT));
          return (
            <rect key={day} x={index * STEP} y={HEIGHT - height} width={STEP - 2} height={height}>
              <title>{`${count} on ${inWords(day)}`}</title>
            </rect>
          );
        })}
      </svg>
    </figure>
  );
}

function Numbers({ days }: { days: readonly DayCounts[] }) {
  return (
    <table className="table">
      <thead>
        <tr>
          <th scope="col">Day, in UTC</th>
          {SERIES.map(({ id, label }) => (
            <th key={id} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.toReversed().map((counts) => (
          <tr key={counts.day}>
            <th scope="row" className="font-normal whitespace-nowrap">
              {inWords(counts.day)}
            </th>
            {SERIES.map(({ id }) => (
              <td key={id} className="tabular-nums">
                {counts[id]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const inWords = (day: string): string =>
  new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
