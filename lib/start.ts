import { keepReleasing } from "./connection/release";
import { openDatabase } from "./db";
import { ConfigurationError, env } from "./env";
import { surviveLostReader } from "./log";
import { buildClientMetadata } from "./partner/client-metadata";
import { identifyRequests } from "./request-id";
import { endWithLastAnswer } from "./shutdown";

/** Proves the configuration and opens the database, or ends the process with one clear explanation. */
export async function start(): Promise<void> {
  try {
    const { appUrl, signingKeys, traced } = env();
    // next-auth reads its origin from here and would otherwise believe request headers.
    process.env.NEXTAUTH_URL = appUrl;
    buildClientMetadata(appUrl, { confidential: signingKeys.length > 0 });
    surviveLostReader();
    identifyRequests();
    // A dozen packages, which nobody else should wait for.
    if (traced) (await import("./traces")).exportTraces();
    endWithLastAnswer();
    await openDatabase();
    keepReleasing();
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    process.stderr.write(`\n${error.message}\n\n`);
    process.exit(1);
  }
}
