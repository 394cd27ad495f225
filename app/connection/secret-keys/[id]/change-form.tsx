"use client";

import { Form } from "@/components/form";
import { useForm } from "@/components/use-form";
import type { SecretKey } from "@/features/secret-keys/api";
import { otherScopes } from "@/features/secret-keys/scopes";
import { changeKey } from "../actions";
import { KeyFields } from "../key-fields";

export function ChangeForm({ id, label, scopes }: Pick<SecretKey, "id" | "label" | "scopes">) {
  const form = useForm(changeKey, {
    typed: {
      ...Object.fromEntries(scopes.map((scope) => [scope, "on"])),
      label,
      otherScopes: otherScopes(scopes),
    },
  });
  return (
    <Form form={form} card label="Save the changes" busy="Saving the changes…">
      <input type="hidden" name="id" value={id} />
      <KeyFields textOf={form.textOf} />
    </Form>
  );
}
