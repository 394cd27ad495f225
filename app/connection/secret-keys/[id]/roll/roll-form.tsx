"use client";

import { Form } from "@/components/form";
import { useForm } from "@/components/use-form";
import { rollKey } from "../../actions";
import { BACK_TO_KEYS } from "../../back-to-keys";
import { RevealedKey, type SnippetContext } from "../../revealed-key";

interface RollFormProps extends SnippetContext {
  readonly id: string;
  readonly scopes: readonly string[];
  readonly settingsUrl: string;
}

export function RollForm({ id, scopes, settingsUrl, ...context }: RollFormProps) {
  const form = useForm(rollKey);
  if (form.shown) return <RevealedKey {...form.shown} scopes={scopes} {...context} />;
  return (
    <>
      <Form
        form={form}
        label="Roll the key"
        busy="Rolling the key…"
        look="button-danger"
        cancel={BACK_TO_KEYS}
      >
        <input type="hidden" name="id" value={id} />
      </Form>
      {form.failure?.code === "personal_api_key_unsupported" ? (
        <p>
          <a href={settingsUrl}>Roll it in PostHog</a>, or create another key here and delete this one.
        </p>
      ) : null}
    </>
  );
}
