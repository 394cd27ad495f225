"use client";

import { useActionState } from "react";
import { Problem } from "@/components/problem";
import { textIn } from "@/components/text-in";
import { createKey } from "../actions";
import { KeyFields } from "../key-fields";
import { RevealedKey, type Surroundings } from "../revealed-key";

export function CreateForm(surroundings: Surroundings) {
  const [state, action, pending] = useActionState(createKey, null);
  const textOf = textIn(state);
  if (state?.ok && state.value) return <RevealedKey {...state.value} {...surroundings} />;
  return (
    <form action={action} className="card space-y-5">
      <KeyFields textOf={textOf} />
      <button type="submit" disabled={pending} className="button button-primary w-full">
        Create the key
      </button>
      {state && !state.ok && !pending ? <Problem failure={state} /> : null}
    </form>
  );
}
