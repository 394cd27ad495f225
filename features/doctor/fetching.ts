const TIMEOUT_MS = 10_000;

/** What an address answered. */
export interface Fetched {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Fetches as PostHog does: without following redirects, and with a time limit. Null when nothing answers. */
export async function fetchPlainly(url: string, init: RequestInit = {}): Promise<Fetched | null> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch {
    return null;
  }
}
