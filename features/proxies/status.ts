interface ProxyState {
  readonly label: string;
  readonly words: string;
  /** Accepts events. */
  readonly isLive?: true;
  /** Changes by itself, so it is worth polling. */
  readonly isPending?: true;
  /** PostHog allows a retry. */
  readonly mayRetry?: true;
}

const STATES: Readonly<Record<string, ProxyState>> = {
  waiting: {
    label: "Waiting for DNS",
    words: "Publish the record below at your DNS provider. PostHog looks for it for seven days.",
    isPending: true,
  },
  issuing: {
    label: "Getting a certificate",
    words: "PostHog has found the DNS record. This can take an hour; leave the record in place.",
    isPending: true,
  },
  valid: { label: "Live", words: "Events sent to this domain arrive.", isLive: true },
  warning: {
    label: "Live, with a warning",
    words: "Events arrive, but PostHog reports a problem.",
    isLive: true,
  },
  erroring: { label: "Not working", words: "Events sent to this domain are lost.", mayRetry: true },
  timed_out: {
    label: "Timed out",
    words: "PostHog did not find the DNS record within seven days.",
    mayRetry: true,
  },
  deleting: { label: "Being deleted", words: "PostHog is deleting this proxy.", isPending: true },
};

/** Explains a status to a person. A status that PostHog adds later is shown under PostHog's name for it. */
export function describeProxy(status: string): ProxyState {
  const known = Object.hasOwn(STATES, status) ? STATES[status] : undefined;
  return (
    known ?? {
      label: status.replaceAll("_", " "),
      words: "This app does not know this status: look at the proxy in PostHog.",
    }
  );
}
