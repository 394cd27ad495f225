/** The result of one check. `unproved` is neither good nor bad: its detail says what would prove it. */
export interface Finding {
  readonly subject: string;
  readonly verdict: "passed" | "failed" | "unproved";
  readonly detail: string;
  /** How to fix it; present on every failure. */
  readonly remedy?: string;
}

export const passed = (subject: string, detail: string): Finding => ({ subject, verdict: "passed", detail });

export const failed = (subject: string, detail: string, remedy: string): Finding => ({
  subject,
  verdict: "failed",
  detail,
  remedy,
});

export const unproved = (subject: string, detail: string): Finding => ({
  subject,
  verdict: "unproved",
  detail,
});
