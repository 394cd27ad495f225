import { type AccountAnswer, type AccountRequest, requestAccount } from "./account-requests.ts";
import { registerClient } from "./client-registration.ts";
import type { ClientConfig } from "./config.ts";
import { PostHogError } from "./errors.ts";

const LONGEST_PAUSE_MS = 15_000;

/**
 * Requests an account, and waits while PostHog registers this client. All attempts are one request, with the same id
 * and code challenge.
 * @param register Registers the client if PostHog has an endpoint for that.
 * @throws {PostHogError} `still_registering` when PostHog has not read the metadata document within
 *   `registrationTimeoutMs`.
 */
export async function requestRegisteredAccount(
  config: ClientConfig,
  request: AccountRequest,
  register: () => Promise<unknown> = () => registerClient(config, request.region),
): Promise<Exclude<AccountAnswer, { type: "registering" }>> {
  const deadline = Date.now() + config.registrationTimeoutMs;
  let isRegistered = false;
  while (Date.now() < deadline) {
    try {
      const answer = await requestAccount(config, request);
      if (answer.type !== "registering") return answer;
      await sleep(Math.min(answer.retryAfterSeconds * 1000, LONGEST_PAUSE_MS, deadline - Date.now()));
    } catch (error) {
      const isUnknown = error instanceof PostHogError && error.code === "client_not_registered";
      if (!isUnknown || isRegistered) throw error;
      await register();
      isRegistered = true;
    }
  }
  throw new PostHogError("still_registering");
}

const sleep = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));
