import type { Region } from "../../core/region";
import type { Session } from "../../store/browser";
import type { Store } from "../../store/store";

/** What came of a form, to be told on the page that follows. */
export interface Note {
  text: string;
  /** Shown this once, and kept nowhere but here until then. */
  secret?: string;
}

/** Never written to disk: a note may hold a secret. A reset makes a new store, and with it forgets them all. */
const notes = new WeakMap<Store, Map<string, Note>>();

export function leaveNote(region: Region, session: Session, path: string, note: Note): void {
  const kept = notes.get(region.store) ?? new Map<string, Note>();
  notes.set(region.store, kept);
  kept.set(`${session.id} ${path}`, note);
}

export function takeNote(region: Region, session: Session, path: string): Note | undefined {
  const kept = notes.get(region.store);
  const key = `${session.id} ${path}`;
  const note = kept?.get(key);
  kept?.delete(key);
  return note;
}
