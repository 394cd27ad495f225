/**
 * How far each server's clock is ahead of ours, from the `Date` header of its last answer. PostHog tolerates half a
 * minute of clock skew, and refuses an assertion beyond that without giving the reason.
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
