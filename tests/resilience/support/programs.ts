import { test } from "@playwright/test";
import { provideProgram } from "../../support/local-server";

/** Finds or gets a program. Where neither works, the running test is skipped, and says what to install. */
export function requireProgram(name: string): string {
  const program = provideProgram(name);
  test.skip(!program, `not tried: ${name} is missing; install Debian's package ${name}`);
  return program ?? "";
}
