import type { FullResult, Reporter, TestCase } from "@playwright/test/reporter";

/** Ends the output with a one-line summary: `12 passed, 0 failed`. */
export default class ClosingLine implements Reporter {
  private readonly tests = new Set<TestCase>();
  private errors = 0;

  onTestEnd(test: TestCase): void {
    this.tests.add(test);
  }

  onError(): void {
    this.errors += 1;
  }

  onEnd(_result: FullResult): void {
    const outcomes = [...this.tests].map((test) => test.outcome());
    const count = (outcome: string) => outcomes.filter((each) => each === outcome).length;
    const passed = count("expected") + count("flaky");
    process.stdout.write(`\n${passed} passed, ${count("unexpected") + this.errors} failed\n`);
  }

  printsToStdio(): boolean {
    return true;
  }
}
