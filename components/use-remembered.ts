import { useSyncExternalStore } from "react";
import { tryStorage } from "./try-storage";

const EVENT = "remembered";

/** For browsers that block their storage. */
const choices = new Map<string, boolean>();

/** A choice that this browser remembers. False until the page's scripts have loaded. */
export function useRemembered(name: string): [boolean, (choice: boolean) => void] {
  const choice = useSyncExternalStore(
    subscribe,
    () => tryStorage(() => localStorage.getItem(name) !== null) ?? choices.get(name) ?? false,
    () => false,
  );
  return [
    choice,
    (next) => {
      choices.set(name, next);
      tryStorage(() => (next ? localStorage.setItem(name, "") : localStorage.removeItem(name)));
      dispatchEvent(new Event(EVENT));
    },
  ];
}

/** The browser's own `storage` event reports choices in other tabs. */
function subscribe(notify: () => void): () => void {
  for (const type of [EVENT, "storage"]) addEventListener(type, notify);
  return () => {
    for (const type of [EVENT, "storage"]) removeEventListener(type, notify);
  };
}
