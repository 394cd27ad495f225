"use client";

import { useActionState } from "react";
import { Problem } from "@/components/problem";
import { TextField } from "@/components/text-field";
import { textIn } from "@/components/text-in";
import { addDomain } from "./actions";

export function AddForm() {
  const [state, action, pending] = useActionState(addDomain, null);
  const textOf = textIn(state);
  const failure = state && !state.ok && !pending ? state : null;
  return (
    <form action={action} className="card space-y-5">
      <h2>Add a proxy</h2>
      <TextField
        name="domain"
        label="Domain"
        required
        inputMode="url"
        autoCapitalize="none"
        defaultValue={textOf("domain")}
        hint="A part of a domain of yours that is not in use, e.example.com for instance. Its name should not give away what it is for."
      />
      {failure?.code === "domain_likely_blocked" ? (
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
      <button type="submit" disabled={pending} className="button button-primary w-full">
        Add the proxy
      </button>
      {failure ? <Problem failure={failure} /> : null}
    </form>
  );
}
