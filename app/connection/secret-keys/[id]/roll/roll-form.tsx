"use client";

import Link from "next/link";
import { useActionState } from "react";
import { Problem } from "@/components/problem";
import { rollKey } from "../../actions";
import { RevealedKey, type Surroundings } from "../../revealed-key";

interface RollFormProps extends Surroundings {
  readonly id: string;
  readonly scopes: readonly string[];
  readonly settingsUrl: string;
}

export function RollForm({ id, scopes, settingsUrl, ...surroundings }: RollFormProps) {
  const [state, action, pending] = useActionState(rollKey, null);
  if (state?.ok && state.value) return <RevealedKey {...state.value} scopes={scopes} {...surroundings} />;
  const failure = state && !state.ok && !pending ? state : null;
  return (
    <form action={action}>
      <input type="hidden" name="id" value={id} />
      <div className="flex flex-wrap gap-3">
        <button type="submit" disabled={pending} className="button button-danger">
          Roll the key
        </button>
        <Link href="/connection/secret-keys" className="button button-quiet">
          {failure ? "Back to the keys" : "Keep everything as it is"}
        </Link>
      </div>
      {failure ? <Problem failure={failure} /> : null}
      {failure?.code === "personal_api_key_unsupported" ? (
        <p className="mt-4">
          <a href={settingsUrl}>Roll it in PostHog</a>, or create another key here and delete this one.
        </p>
      ) : null}
    </form>
  );
}
