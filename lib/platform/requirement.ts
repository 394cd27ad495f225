import { type Configuration, configurationError } from "./configuration";
import { findFileProblems } from "./env-files";

type Part = Pick<Configuration<unknown>, "problems">;

/** All problems of all parts, and of the env files that they come from. */
export const findProblems = (parts: readonly Part[]): string[] => [
  ...new Set([...findFileProblems(), ...parts.flatMap((part) => part.problems())]),
];

/** @throws {ConfigurationError} listing every problem. */
export function requireConfiguration(parts: readonly Part[]): void {
  const problems = findProblems(parts);
  if (problems.length > 0) throw configurationError(problems);
}
