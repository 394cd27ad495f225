"use client";

import { Form } from "@/components/form";
import { useForm } from "@/components/use-form";
import { createKey } from "../actions";
import { KeyFields } from "../key-fields";
import { RevealedKey, type SnippetContext } from "../revealed-key";

export function CreateForm(context: SnippetContext) {
  const form = useForm(createKey);
  if (form.shown) return <RevealedKey {...form.shown} {...context} />;
  return (
    <Form form={form} card label="Create the key" busy="Creating the key…">
      <KeyFields textOf={form.textOf} />
    </Form>
  );
}
