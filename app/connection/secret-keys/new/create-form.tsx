"use client";

import { FormCard } from "@/components/form-card";
import { useForm } from "@/components/use-form";
import { createKey } from "../actions";
import { KeyFields } from "../key-fields";
import { RevealedKey, type Surroundings } from "../revealed-key";

export function CreateForm(surroundings: Surroundings) {
  const form = useForm(createKey);
  if (form.shown) return <RevealedKey {...form.shown} {...surroundings} />;
  return (
    <FormCard form={form} label="Create the key">
      <KeyFields textOf={form.textOf} />
    </FormCard>
  );
}
