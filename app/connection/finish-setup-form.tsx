"use client";

import { useActionState } from "react";
import { Problem } from "@/components/problem";
import { finishSetup } from "./actions";

/** For the moment between tokens and project: PostHog has let us in, the project is still to be fetched. */
export function FinishSetupForm() {
  const [state, action, pending] = useActionState(finishSetup, null);
  return (
    <form action={action} className="card space-y-4">
      <h1>Almost there</h1>
      <p>PostHog has let us in. We still have to fetch your project; nothing is lost.</p>
      <button type="submit" disabled={pending} className="button button-primary w-full">
        Finish setting up
      </button>
      {state && !state.ok && !pending ? <Problem failure={state} /> : null}
    </form>
  );
}
