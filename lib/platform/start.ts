import { correctActionAnswers } from "./action-answers";
import type { Configuration } from "./configuration";
import { openDatabase } from "./db";
import { env } from "./env";
import { ignoreBrokenLogPipe } from "./log";
import { markOwnActions } from "./own-actions";
import { prepareRequests } from "./request";
import { logConsole } from "./request-errors";
import { requireConfiguration } from "./requirement";
import { endWithLastAnswer } from "./shutdown";
import { refuseUnreadableRequests } from "./unreadable";

/**
 * Checks the configuration and opens the database.
 * @param configuration Every room's part of the configuration.
 * @param check Throws a `ConfigurationError` for anything else that must be right before the app serves.
 * @throws {ConfigurationError} with every problem listed.
 */
export async function start(
  configuration: readonly Configuration<unknown>[],
  check: () => void,
): Promise<void> {
  requireConfiguration(configuration);
  check();
  ignoreBrokenLogPipe();
  if (env().production) logConsole();
  prepareRequests();
  markOwnActions();
  refuseUnreadableRequests();
  correctActionAnswers();
  // Loads a dozen packages, so only when traces are collected.
  if (env().traced) (await import("./traces")).exportTraces();
  endWithLastAnswer();
  await openDatabase();
}
