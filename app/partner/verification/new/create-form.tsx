"use client";

import { useActionState } from "react";
import { CopyOnce } from "@/components/copy-once";
import { Problem } from "@/components/problem";
import { Snippet } from "@/components/snippet";
import { TextField } from "@/components/text-field";
import { textIn } from "@/components/text-in";
import { createVerificationToken } from "../../actions";

/** @param clientId The address of this app's own document, which a token is for unless somebody says otherwise. */
export function CreateForm({ clientId }: { clientId: string }) {
  const [state, action, pending] = useActionState(createVerificationToken, null);
  const textOf = textIn(state, { cimdUrl: clientId });
  if (state?.ok && state.value) {
    const { value, isActive } = state.value;
    return (
      <CopyOnce title="Copy the token now" next="/partner/verification">
        <p>
          {isActive
            ? "This app publishes it from now on; there is nothing you have to do. Keep a copy if another process serves your metadata document, as POSTHOG_VERIFICATION_TOKEN."
            : "It is for another address, so this app does not publish it. Give it to the app that is there as POSTHOG_VERIFICATION_TOKEN."}
        </p>
        <Snippet title="Verification token" code={value} />
      </CopyOnce>
    );
  }
  return (
    <form action={action} className="card space-y-5">
      <TextField name="label" label="Label" required maxLength={40} defaultValue={textOf("label")} />
      <TextField
        name="cimdUrl"
        label="Address of the document"
        type="url"
        required
        maxLength={2048}
        defaultValue={textOf("cimdUrl")}
        hint="The token verifies this address and no other. Leave it as it is for this app."
      />
      <button type="submit" disabled={pending} className="button button-primary w-full">
        Create the token
      </button>
      {state && !state.ok && !pending ? <Problem failure={state} /> : null}
    </form>
  );
}
