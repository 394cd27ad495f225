import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { z } from "zod";

const cellSchema = z.tuple([z.string(), z.string(), z.string()]);

/** Prints the result of every cell: a table for each title, a row for each fault. */
export default class FaultTable implements Reporter {
  private readonly tables = new Map<string, Map<string, Map<string, string>>>();
  private failures = 0;

  onTestEnd(test: TestCase, result: TestResult): void {
    const annotation = test.annotations.find(({ type }) => type === "cell");
    if (!annotation?.description) return;
    const [title, column, row] = cellSchema.parse(JSON.parse(annotation.description));
    const rows = entry(this.tables, title, () => new Map<string, Map<string, string>>());
    const cells = entry(rows, row, () => new Map<string, string>());
    const passed = result.status === test.expectedStatus;
    if (!passed) this.failures += 1;
    cells.set(column, passed ? "survives" : "FAILS");
  }

  onError(): void {
    this.failures += 1;
  }

  onEnd(): void {
    for (const [title, rows] of this.tables) {
      process.stdout.write(`\n${title}\n`);
      console.table(Object.fromEntries([...rows].map(([row, cells]) => [row, Object.fromEntries(cells)])));
    }
    process.stdout.write(this.failures === 0 ? "All survive.\n" : `${this.failures} failed.\n`);
  }

  printsToStdio(): boolean {
    return false;
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
