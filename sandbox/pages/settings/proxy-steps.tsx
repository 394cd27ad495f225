import type { ProxyStatus } from "../../store/keys";

type Mark = "done" | "current" | "warning" | "failed" | "ahead";
type Step = [name: string, mark: Mark];

const DNS = "DNS record";
const CERTIFICATE = "Certificate";

/** The progress of a proxy from its DNS record to its deletion, as far as its status shows. */
const STEPS: Record<ProxyStatus, Step[]> = {
  waiting: [
    [DNS, "current"],
    [CERTIFICATE, "ahead"],
    ["Live", "ahead"],
  ],
  issuing: [
    [DNS, "done"],
    [CERTIFICATE, "current"],
    ["Live", "ahead"],
  ],
  valid: [
    [DNS, "done"],
    [CERTIFICATE, "done"],
    ["Live", "current"],
  ],
  warning: [
    [DNS, "done"],
    [CERTIFICATE, "done"],
    ["Live, with a warning", "warning"],
  ],
  erroring: [
    ["Domain added", "done"],
    ["Not working", "failed"],
    ["Live", "ahead"],
  ],
  timed_out: [
    ["DNS record not found", "failed"],
    [CERTIFICATE, "ahead"],
    ["Live", "ahead"],
  ],
  deleting: [
    ["Live", "done"],
    ["Being deleted", "current"],
    ["Deleted", "ahead"],
  ],
};

/** What a screen reader says after the name. The stylesheet sets the visible symbol. */
const WORDS: Record<Mark, string> = {
  done: "done",
  current: "current",
  warning: "current",
  failed: "failed",
  ahead: "not yet",
};

export function ProxySteps({ status }: { status: ProxyStatus }) {
  return (
    <ol class="steps wide" aria-label="Progress">
      {STEPS[status].map(([name, mark]) => (
        <li data-mark={mark} aria-current={mark === "done" || mark === "ahead" ? undefined : "step"}>
          {name}
          <span class="visually-hidden">: {WORDS[mark]}</span>
        </li>
      ))}
    </ol>
  );
}
