"use client";

import { Form } from "@/components/form";
import { TextField } from "@/components/text-field";
import { useForm } from "@/components/use-form";
import { addDomain } from "./actions";

export function AddForm() {
  const form = useForm(addDomain);
  return (
    <Form form={form} card label="Add the proxy" busy="Adding the proxy…">
      <h2>Add a proxy</h2>
      <TextField
        name="domain"
        label="Domain"
        required
        inputMode="url"
        autoCapitalize="none"
        defaultValue={form.textOf("domain")}
        hint="An unused subdomain of your domain, for example e.example.com. Avoid words that ad blockers look for, such as analytics or tracking."
      />
      {form.failure?.code === "domain_likely_blocked" ? (
        <label className="flex min-h-11 items-center gap-3">
          <input type="checkbox" name="anyway" className="size-5 shrink-0 accent-brand" />
          Use this name anyway
        </label>
      ) : null}
      <p className="hint">
        PostHog runs its proxies on Cloudflare, whose terms then apply as well:{" "}
        <a href="https://posthog.com/docs/advanced/proxy/managed-reverse-proxy">what PostHog says about it</a>
        .
      </p>
    </Form>
  );
}
