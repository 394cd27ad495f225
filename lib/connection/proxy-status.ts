interface ProxyState {
  readonly label: string;
  readonly words: string;
  /** Takes events. */
  readonly isLive?: true;
  /** Moves on by itself, so it is worth looking again. */
  readonly isPending?: true;
  /** PostHog lets it be tried again. */
  readonly mayRetry?: true;
  readonly needsDns?: true;
}

const STATES = new Map<string, ProxyState>([
  [
    "waiting",
    {
      label: "Waiting for DNS",
      words: "Publish the record below where your domain is managed. PostHog looks for it for seven days.",
      isPending: true,
      needsDns: true,
    },
  ],
  [
    "issuing",
    {
      label: "Getting a certificate",
      words: "PostHog has found the DNS record. This can take an hour; leave the record in place.",
      isPending: true,
      needsDns: true,
    },
  ],
  ["valid", { label: "Live", words: "Events sent to this domain arrive.", isLive: true, needsDns: true }],
  [
    "warning",
    {
      label: "Live, with a warning",
      words: "Events arrive, but PostHog has noticed something.",
      isLive: true,
      needsDns: true,
    },
  ],
  [
    "erroring",
    { label: "Not working", words: "Events sent to this domain are lost.", mayRetry: true, needsDns: true },
  ],
  [
    "timed_out",
    {
      label: "Timed out",
      words: "PostHog did not find the DNS record within seven days.",
      mayRetry: true,
      needsDns: true,
    },
  ],
  ["deleting", { label: "Being deleted", words: "It is gone in a moment.", isPending: true }],
]);

/** What a status means to a person. One that PostHog adds later is shown as it calls it. */
export function describeProxy(status: string): ProxyState {
  const known = STATES.get(status);
  return (
    known ?? { label: status.replaceAll("_", " "), words: "PostHog knows more about it.", needsDns: true }
  );
}
