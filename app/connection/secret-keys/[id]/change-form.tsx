"use client";

import { useActionState } from "react";
import { Problem } from "@/components/problem";
import { textIn } from "@/components/text-in";
import { otherScopes } from "@/lib/connection/secret-key-scopes";
import type { SecretKey } from "@/lib/posthog/secret-keys";
import { changeKey } from "../actions";
import { KeyFields } from "../key-fields";

export function ChangeForm({ id, label, scopes }: Pick<SecretKey, "id" | "label" | "scopes">) {
  const [state, action, pending] = useActionState(changeKey, null);
  const textOf = textIn(state, {
    ...Object.fromEntries(scopes.map((scope) => [scope, "on"])),
    label,
    otherScopes: otherScopes(scopes),
  });
  return (
    <form action={action} className="card space-y-5">
      <input type="hidden" name="id" value={id} />
      <KeyFields textOf={textOf} />
      <button type="submit" disabled={pending} className="button button-primary w-full">
        Save the changes
      </button>
      {state && !state.ok && !pending ? <Problem failure={state} /> : null}
    </form>
  );
}
