import { type Bucket, type EventSeries, nameOfBucket } from "./event-series";

/** In pixels. Widths are in percent, so that text keeps its size when the plot is resized. */
const HEIGHT = 200;
const TOP = 20;
const BASE = 172;

const plural = (count: number) => `${count} ${count === 1 ? "event" : "events"}`;

/** Events over time as bars, with the same numbers in a table below. */
export function EventPlot({ series }: { series: EventSeries }) {
  const { buckets, period, bucket } = series;
  const ceiling = niceCeiling(Math.max(...buckets.map(({ count }) => count)));
  const width = 100 / buckets.length;
  const yOf = (count: number) => BASE - (count / ceiling) * (BASE - TOP);
  return (
    <figure class="plot">
      <svg width="100%" height={HEIGHT} role="img" aria-label={describe(series)}>
        {[0, ceiling / 2, ceiling].map((count) => (
          <line class="plot-line" x1="0" x2="100%" y1={yOf(count)} y2={yOf(count)} />
        ))}
        {buckets.map((hit, n) => (
          <rect
            x={`${(n + 0.15) * width}%`}
            width={`${0.7 * width}%`}
            y={yOf(hit.count)}
            height={BASE - yOf(hit.count)}
            rx="2"
          >
            <title>{`${nameOfBucket(hit, period)}: ${plural(hit.count)}`}</title>
          </rect>
        ))}
        {[ceiling / 2, ceiling].map((count) => (
          <text class="plot-count" x="0" y={yOf(count) - 4}>
            {count}
          </text>
        ))}
        {[0, Math.floor(buckets.length / 2), buckets.length - 1].map((n) => (
          <Tick bucket={buckets[n]} name={(hit) => nameOfBucket(hit, period)} at={(n + 0.5) * width} />
        ))}
      </svg>
      <details>
        <summary>Show the numbers</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">From (UTC), one {bucket}</th>
              <th scope="col">Events</th>
            </tr>
          </thead>
          <tbody>
            {buckets.map((hit) => (
              <tr>
                <td>{nameOfBucket(hit, period)}</td>
                <td>{hit.count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

interface TickProps {
  bucket: Bucket | undefined;
  name: (bucket: Bucket) => string;
  at: number;
}

/** A label below the bars. The outer two are aligned so that they stay inside the plot. */
function Tick({ bucket, name, at }: TickProps) {
  if (!bucket) return null;
  const anchor = at < 20 ? "start" : at > 80 ? "end" : "middle";
  const x = anchor === "start" ? "0" : anchor === "end" ? "100%" : `${at}%`;
  return (
    <text x={x} y={HEIGHT - 8} text-anchor={anchor}>
      {name(bucket)}
    </text>
  );
}

function describe({ name, buckets, total, period }: EventSeries): string {
  if (total === 0) return `${name}: no events.`;
  const most = buckets.reduce((best, hit) => (hit.count > best.count ? hit : best));
  return `${name}: ${plural(total)}, most at ${nameOfBucket(most, period)} with ${most.count}.`;
}

/** A round number of at least `count`. It is even, because half of it is a label too. */
function niceCeiling(count: number): number {
  const step = 10 ** Math.floor(Math.log10(count || 1));
  return (
    [1.2, 1.6, 2, 4, 6, 8, 10].map((factor) => factor * step).find((n) => n >= count && n % 2 === 0) ?? 2
  );
}
