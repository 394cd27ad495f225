/**
 * How far the clocks of the servers are ahead of ours, by the `Date` of their last answers. PostHog tolerates half
 * a minute of clock skew, and refuses an assertion beyond that without naming the reason.
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
