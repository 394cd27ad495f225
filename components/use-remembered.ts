import { useSyncExternalStore } from "react";

const EVENT = "remembered";

/** A choice that this browser remembers; not made until the page's scripts have loaded. */
export function useRemembered(name: string): [boolean, (choice: boolean) => void] {
  const choice = useSyncExternalStore(
    subscribe,
    () => localStorage.getItem(name) !== null,
    () => false,
  );
  return [
    choice,
    (next) => {
      if (next) localStorage.setItem(name, "");
      else localStorage.removeItem(name);
      dispatchEvent(new Event(EVENT));
    },
  ];
}

/** The browser itself reports what another tab has chosen. */
function subscribe(notify: () => void): () => void {
  for (const type of [EVENT, "storage"]) addEventListener(type, notify);
  return () => {
    for (const type of [EVENT, "storage"]) removeEventListener(type, notify);
  };
}
