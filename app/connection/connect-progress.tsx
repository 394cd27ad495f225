"use client";

import { useEffect, useState } from "react";

const STEPS = [
  { id: "REGISTERING", label: "Introducing ourselves to PostHog" },
  { id: "TOKENS", label: "Receiving access" },
  { id: "PROJECT", label: "Preparing your project" },
] as const;

const POLL_MS = 600;

/** Shows the progress of the running onboarding, as the server reports it. */
export function ConnectProgress() {
  const [current, setCurrent] = useState(0);
  useEffect(() => {
    const poll = setInterval(async () => {
      const response = await fetch("/connection/progress").catch(() => null);
      const body: unknown = response?.ok ? await response.json() : null;
      const index = STEPS.findIndex(({ id }) => id === stepOf(body));
      if (index >= 0) setCurrent(index);
    }, POLL_MS);
    return () => clearInterval(poll);
  }, []);
  return (
    <div role="status" className="callout bg-accent-soft">
      <p className="font-medium">Connecting. This can take up to a minute the first time.</p>
      <ol className="mt-2 space-y-1">
        {STEPS.map(({ id, label }, index) => (
          <li key={id} aria-current={index === current ? "step" : undefined} className="flex gap-2">
            <span aria-hidden="true" className="w-5 text-center">
              {index < current ? "✓" : index === current ? "→" : "·"}
            </span>
            <span className={index === current ? "font-semibold" : "text-ink-soft"}>{label}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function stepOf(body: unknown): unknown {
  return typeof body === "object" && body !== null && "step" in body ? body.step : undefined;
}
