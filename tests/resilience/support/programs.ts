import { test } from "@playwright/test";
import { provideProgram } from "../../support/local-server";

/** Finds or installs a program. If neither works, skips the running test and says what to install. */
export function requireProgram(name: string): string {
  const program = provideProgram(name);
  test.skip(!program, `not tried: ${name} is missing; install Debian's package ${name}`);
  return program ?? "";
}
