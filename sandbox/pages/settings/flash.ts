import type { Region } from "../../core/region";
import type { Session } from "../../store/browser";
import type { Store } from "../../store/store";

/** The result of a form, shown once on the next page. */
export interface Flash {
  text: string;
  /** A new secret. It is stored only here, until it is shown. */
  secret?: string;
}

/** Never written to disk, because a flash message may contain a secret. Keyed by store, so a reset clears them. */
const flashes = new WeakMap<Store, Map<string, Flash>>();

export function setFlash(region: Region, session: Session, path: string, flash: Flash): void {
  const kept = flashes.get(region.store) ?? new Map<string, Flash>();
  flashes.set(region.store, kept);
  kept.set(`${session.id} ${path}`, flash);
}

export function takeFlash(region: Region, session: Session, path: string): Flash | undefined {
  const kept = flashes.get(region.store);
  const key = `${session.id} ${path}`;
  const flash = kept?.get(key);
  kept?.delete(key);
  return flash;
}
