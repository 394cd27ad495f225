"use client";

import { FormCard } from "@/components/form-card";
import { useForm } from "@/components/use-form";
import { otherScopes } from "@/lib/connection/secret-key-scopes";
import type { SecretKey } from "@/lib/posthog/secret-keys";
import { changeKey } from "../actions";
import { KeyFields } from "../key-fields";

export function ChangeForm({ id, label, scopes }: Pick<SecretKey, "id" | "label" | "scopes">) {
  const form = useForm(changeKey, {
    ...Object.fromEntries(scopes.map((scope) => [scope, "on"])),
    label,
    otherScopes: otherScopes(scopes),
  });
  return (
    <FormCard form={form} label="Save the changes">
      <input type="hidden" name="id" value={id} />
      <KeyFields textOf={form.textOf} />
    </FormCard>
  );
}
