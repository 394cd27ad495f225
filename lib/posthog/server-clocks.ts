/**
 * How far the clocks of the servers are ahead of ours, by the `Date` of their last answers. PostHog allows half a
 * minute between the two, and refuses an assertion beyond that without saying why.
 */
export class ServerClocks {
  readonly #aheadSeconds = new Map<string, number>();

  aheadSeconds(origin: string): number {
    return this.#aheadSeconds.get(origin) ?? 0;
  }

  learn(origin: string, response: Response): void {
    const date = Date.parse(response.headers.get("date") ?? "");
    if (!Number.isNaN(date)) this.#aheadSeconds.set(origin, Math.round((date - Date.now()) / 1000));
  }
}
