import { useEffect, useState } from "react";
import type { ActionState } from "@/lib/platform/action-state";
import { OFFLINE } from "./offline";

/** The failure that a form shows: none while its action runs, and OFFLINE only until the network is back. */
export function useFailure<T>(state: ActionState<T>, pending: boolean) {
  const [forgotten, forget] = useState<ActionState<T>>(null);
  useEffect(() => {
    const forgetOffline = () => forget(state);
    addEventListener("online", forgetOffline);
    return () => removeEventListener("online", forgetOffline);
  }, [state]);
  if (!state || state.ok || pending) return null;
  return state.code === OFFLINE.code && state === forgotten ? null : state;
}
