/**
 * The sandbox's only clock. Both regions read it for every expiry, rate limit, cache and timestamp, so a test can
 * advance time by a year without waiting.
 */
export class Clock {
  #offset = 0;
  #frozenAt: number | null = null;

  /** Milliseconds since the epoch, as the sandbox sees it. */
  now(): number {
    return (this.#frozenAt ?? Date.now()) + this.#offset;
  }

  advance(seconds: number): void {
    this.#offset += seconds * 1000;
  }

  freeze(): void {
    this.#frozenAt ??= Date.now();
  }

  unfreeze(): void {
    this.#frozenAt = null;
  }

  reset(): void {
    this.#offset = 0;
    this.#frozenAt = null;
  }

  snapshot(): ClockSnapshot {
    return { offset: this.#offset, frozenAt: this.#frozenAt };
  }

  restore(snapshot: ClockSnapshot): void {
    this.#offset = snapshot.offset;
    this.#frozenAt = snapshot.frozenAt;
  }
}

export interface ClockSnapshot {
  offset: number;
  frozenAt: number | null;
}

/** `2026-01-01T00:10:00.123000+00:00`, the format of Python's `isoformat()`: clients must parse what PostHog sends. */
export function pythonTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("Z", "000+00:00");
}

/** `2026-01-01T00:10:00.123000Z`, the format of Django REST framework: it omits microseconds that are zero. */
export function restTimestamp(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  return iso.endsWith(".000Z") ? iso.replace(".000Z", "Z") : iso.replace("Z", "000Z");
}
