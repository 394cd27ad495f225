let passed = 0;
let failed = 0;
let left = 0;

/** Runs a step and prints how long it took. After a failed step, the remaining ones are skipped. */
export async function step(name: string, work: () => Promise<unknown>): Promise<void> {
  if (failed > 0) {
    left += 1;
    return;
  }
  const began = performance.now();
  const say = (mark: string, more = "") => {
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(`${mark} ${seconds.padStart(5)} s  ${name}${more}\n`);
  };
  try {
    const word = await work();
    passed += 1;
    say("✓", typeof word === "string" && word !== "" ? `: ${word}` : "");
  } catch (error) {
    failed += 1;
    say("✗", `\n${error}`);
  }
}

/** Prints the totals and sets the exit code. */
export function close(): void {
  if (left > 0) process.stdout.write(`${left} more steps were skipped.\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  process.exitCode = failed === 0 ? 0 : 1;
}
