"use client";

import { useEffect } from "react";

interface ReportVisitsProps {
  readonly token: string;
  readonly apiHost: string;
  readonly distinctId: string;
}

/** Reports this person's visits to their own project. Loads posthog-js only now, so that nobody else pays for it. */
export function ReportVisits({ token, apiHost, distinctId }: ReportVisitsProps) {
  useEffect(() => {
    async function start() {
      const { default: posthog } = await import("posthog-js");
      posthog.init(token, {
        api_host: apiHost,
        bootstrap: { distinctID: distinctId, isIdentifiedID: true },
        capture_pageview: "history_change",
        autocapture: false,
        advanced_disable_flags: true,
        // Our policy lets no script in but our own.
        disable_external_dependency_loading: true,
        persistence: "memory",
      });
    }
    void start();
  }, [token, apiHost, distinctId]);
  return null;
}
