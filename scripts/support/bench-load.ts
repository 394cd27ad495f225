/** One request of a measurement, ready to be sent. */
export interface Call {
  readonly url: string;
  readonly init: RequestInit;
  /** What it answers when all is well. */
  readonly status: number;
}

/** Milliseconds that each call took, in rising order, and how many were answered in a second. */
export interface Measurement {
  readonly p50: number;
  readonly p99: number;
  readonly perSecond: number;
}

/**
 * Sends calls, so many at a time, taking them in turn.
 * @throws when one is not answered as it should be: a quick refusal is no result.
 */
export async function measure(
  calls: readonly Call[],
  options: { connections: number; count: number },
): Promise<Measurement> {
  const { connections, count } = options;
  const latencies: number[] = [];
  let next = 0;
  const began = performance.now();
  const work = async () => {
    while (next < count) {
      const call = calls[next % calls.length];
      next += 1;
      if (call) latencies.push(await time(call));
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  const seconds = (performance.now() - began) / 1000;
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(count - 1, Math.floor(count * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), perSecond: count / seconds };
}

async function time({ url, init, status }: Call): Promise<number> {
  const began = performance.now();
  const response = await fetch(url, { ...init, redirect: "manual" });
  await response.arrayBuffer();
  const took = performance.now() - began;
  if (response.status !== status) throw new Error(`${url} answered ${response.status}, not ${status}`);
  return took;
}
