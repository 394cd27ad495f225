"use client";

import { CopyOnce } from "@/components/copy-once";
import { Form } from "@/components/form";
import { Snippet } from "@/components/snippet";
import { TextField } from "@/components/text-field";
import { useForm } from "@/components/use-form";
import { createVerificationToken } from "../actions";

/** @param clientId The address of this app's own document, the default for a new token. */
export function CreateForm({ clientId }: { clientId: string }) {
  const form = useForm(createVerificationToken, { typed: { cimdUrl: clientId } });
  if (form.shown) {
    const { value, isActive } = form.shown;
    return (
      <CopyOnce title="Copy the token now" next="/partner/verification">
        <p>
          {isActive
            ? "This app publishes it from now on; there is nothing you have to do. If another process serves your metadata document, set POSTHOG_VERIFICATION_TOKEN to this token there."
            : "The token is for another address, so this app does not publish it. Set POSTHOG_VERIFICATION_TOKEN to this token in the app at that address."}
        </p>
        <Snippet title="Verification token" code={value} />
      </CopyOnce>
    );
  }
  return (
    <Form form={form} card label="Create the token" busy="Creating the token…">
      <TextField name="label" label="Label" required maxLength={40} defaultValue={form.textOf("label")} />
      <TextField
        name="cimdUrl"
        label="Address of the document"
        type="url"
        required
        maxLength={2048}
        defaultValue={form.textOf("cimdUrl")}
        hint="The token verifies this address and no other. Leave it as it is for this app."
      />
    </Form>
  );
}
