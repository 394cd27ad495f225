/** One request of a measurement, ready to be sent. */
export interface Call {
  readonly url: string;
  readonly init: RequestInit;
  /** Tells whether the answer is what is asked for: a quick refusal is no result. */
  readonly isServed: (response: Response) => boolean;
}

/** Milliseconds that a call took: what half of them stayed below, and all but one in a hundred. */
export interface Measurement {
  readonly p50: number;
  readonly p99: number;
}

/**
 * Sends calls, so many at a time, taking them in turn.
 * @throws when one is not answered as it should be.
 */
export async function measure(
  calls: readonly Call[],
  options: { connections: number; count: number },
): Promise<Measurement> {
  const { connections, count } = options;
  const latencies: number[] = [];
  let next = 0;
  const work = async () => {
    while (next < count) {
      const call = calls[next % calls.length];
      next += 1;
      if (call) latencies.push(await time(call));
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(count - 1, Math.floor(count * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

async function time({ url, init, isServed }: Call): Promise<number> {
  const began = performance.now();
  const response = await fetch(url, { ...init, redirect: "manual" });
  await response.arrayBuffer();
  const took = performance.now() - began;
  if (!isServed(response)) throw new Error(`${url} answered ${response.status}, and not as it should`);
  return took;
}
