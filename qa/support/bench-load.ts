import { Agent, type IncomingHttpHeaders, request } from "node:http";

/** One request of a measurement, ready to be sent. */
export interface Call {
  readonly url: string;
  readonly method: "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the call was served: a quick refusal must not count as a result. */
  readonly isServed: (answer: Answer) => boolean;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** Percentiles of the latency, in milliseconds. */
export interface Measurement {
  readonly p50: number;
  readonly p99: number;
}

/**
 * Sends `count` calls, at most `connections` at a time, and cycles through the list.
 * @returns the latency of each call, in milliseconds.
 * @throws if a call is not served.
 */
export async function load(
  calls: readonly Call[],
  { connections, count }: { readonly connections: number; readonly count: number },
): Promise<number[]> {
  // A new agent for each load: a server closes connections that were idle during the other app's turn.
  const agent = new Agent({ keepAlive: true });
  const latencies: number[] = [];
  let next = 0;
  const work = async () => {
    while (next < count) {
      const call = calls[next % calls.length];
      next += 1;
      if (call) latencies.push(await time(call, agent));
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  agent.destroy();
  return latencies;
}

export function summarize(latencies: readonly number[]): Measurement {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

async function time(call: Call, agent: Agent): Promise<number> {
  const began = performance.now();
  const answer = await send(call, agent);
  const took = performance.now() - began;
  if (!call.isServed(answer)) throw new Error(`${call.url} answered ${answer.status}, and not as it should`);
  return took;
}

// Plain `node:http`, because a client that costs more than the server would measure itself.
function send({ url, method, headers, body }: Call, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { method, agent, headers: { ...headers, "content-length": Buffer.byteLength(body) } })
      .on("error", reject)
      .on("response", (response) => {
        const { statusCode: status = 0, headers } = response;
        response
          .on("error", reject)
          .on("end", () => resolve({ status, headers }))
          .resume();
      })
      .end(body);
  });
}
