"use client";

import { useActionState } from "react";
import { Problem } from "@/components/problem";
import type { ErrorCode } from "@/lib/failure";
import { finishSetup } from "./actions";

/**
 * For the moment between tokens and project: PostHog has let us in, the project is still to be fetched.
 * @param problem Why it was not fetched at first.
 */
export function FinishSetupForm({ problem }: { problem: ErrorCode | null }) {
  const [state, action, pending] = useActionState(finishSetup, problem && { ok: false, code: problem });
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
