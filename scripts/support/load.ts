import { Agent, request } from "node:http";

export interface Call {
  url: string;
  body: string;
  headers: Record<string, string>;
}

/** Repeats a call over a number of kept connections, one call at a time on each. Anything but a 200 ends it. */
export async function repeat(call: Call, times: number, connections: number): Promise<{ perSecond: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const started = performance.now();
  let left = times;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      await post(call, agent);
    }
  };
  await Promise.all(Array.from({ length: connections }, work));
  agent.destroy();
  return { perSecond: times / ((performance.now() - started) / 1000) };
}

function post({ url, body, headers }: Call, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", headers, agent }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`));
      response.on("end", resolve).on("error", reject).resume();
    });
    sent.on("error", reject).end(body);
  });
}
