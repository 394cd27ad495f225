"use client";

import type { Failure } from "@/lib/platform/failure";
import type { FormAction } from "./call-action";
import { Form, type FormProps } from "./form";
import { useForm } from "./use-form";

interface ActionFormProps extends FormProps {
  readonly action: FormAction;
  /** A failure from before the page was rendered. */
  readonly problem?: Failure | null;
}

/** A form on a page that is rendered on the server. */
export function ActionForm({ action, problem = null, ...form }: ActionFormProps) {
  return <Form form={useForm(action, { problem })} {...form} />;
}
