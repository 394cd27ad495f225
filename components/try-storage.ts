/**
 * Uses the browser's storage, which throws where the browser blocks it. Nothing but a convenience is lost then.
 * @returns undefined where it is blocked.
 */
export function tryStorage<T>(use: () => T): T | undefined {
  try {
    return use();
  } catch {
    return undefined;
  }
}
