/**
 * The one clock of the sandbox. Both regions, every expiry, window, bucket, cache and timestamp read it,
 * so that a test can let a year pass in a millisecond.
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

/** `2026-01-01T00:10:00.123000+00:00`, as Python prints it: the sandbox must not be kinder than PostHog. */
export function pythonTimestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace("Z", "000+00:00");
}

/** `2026-01-01T00:10:00.123000Z`, as the REST framework prints it: microseconds only when there are any. */
export function restTimestamp(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  return iso.endsWith(".000Z") ? iso.replace(".000Z", "Z") : iso.replace("Z", "000Z");
}
