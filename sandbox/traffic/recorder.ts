import { maskHeaders, maskText } from "./masking";

/** One request and its response, unmasked. Only the recorder may hold it. */
export interface Exchange {
  at: number;
  method: string;
  path: string;
  query: string;
  clientId?: string;
  /** The e-mail address of the user who made the call, or a client id. Known only while a story runs. */
  caller?: string;
  requestHeaders: Record<string, string>;
  requestBody: string;
  status: number;
  responseHeaders: Record<string, string>;
  responseBody: string;
  durationMs: number;
  fault?: string;
}

const MAX_KEPT = 2000;
const MAX_COUNTED_PATHS = 5000;

/**
 * The most recent requests, in a ring buffer of fixed size. Secrets are masked on reading, because reads are rare
 * and recording is frequent.
 */
export class Recorder {
  #ring: (Exchange & { seq: number })[] = [];
  #counts = new Map<string, number>();
  #seq = 0;

  get lastSeq(): number {
    return this.#seq;
  }

  record(exchange: Exchange): void {
    this.#seq += 1;
    this.#ring[(this.#seq - 1) % MAX_KEPT] = { ...exchange, seq: this.#seq };
    const key = `${exchange.method} ${exchange.path}`;
    if (this.#counts.size < MAX_COUNTED_PATHS || this.#counts.has(key)) {
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
  }

  /** The number of requests so far, including those the ring buffer has dropped. */
  count(method?: string, path?: string): number {
    let total = 0;
    for (const [key, count] of this.#counts) {
      const [knownMethod, knownPath] = key.split(" ", 2);
      if ((!method || knownMethod === method) && (!path || knownPath === path)) total += count;
    }
    return total;
  }

  /** @param isWanted Selects the requests to return. Filtering comes first, because masking is slow. */
  since(seq: number, isWanted: (exchange: Exchange) => boolean = () => true) {
    return this.#ring
      .filter((exchange) => exchange.seq > seq && isWanted(exchange))
      .sort((a, b) => a.seq - b.seq)
      .map(present);
  }

  reset(): void {
    this.#ring = [];
    this.#counts.clear();
    this.#seq = 0;
  }
}

export type RecordedRequest = ReturnType<typeof present>;

function present(exchange: Exchange & { seq: number }) {
  return {
    seq: exchange.seq,
    at: new Date(exchange.at).toISOString(),
    method: exchange.method,
    path: maskText(exchange.path),
    query: maskText(exchange.query),
    ...(exchange.clientId === undefined ? {} : { client_id: exchange.clientId }),
    request_headers: maskHeaders(exchange.requestHeaders),
    request_body: maskText(exchange.requestBody),
    status: exchange.status,
    response_headers: maskHeaders(exchange.responseHeaders),
    response_body: maskText(exchange.responseBody),
    duration_ms: exchange.durationMs,
    ...(exchange.fault === undefined ? {} : { fault: exchange.fault }),
  };
}
