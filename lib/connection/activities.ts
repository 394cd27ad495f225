import type { ActivityWords } from "./activity";

/** Words for the activities that the core records. */
export const connectionActivities = {
  connect: { done: "Connected to PostHog", failed: "Could not connect" },
  finish_consent: { done: "Connected to PostHog", failed: "Could not finish the consent" },
  finish_setup: { done: "Finished setting up", failed: "Could not finish setting up" },
  open: { done: "Opened PostHog with a one-click link", failed: "Could not open in PostHog" },
  refresh: { done: "Renewed the connection", failed: "Could not renew the connection" },
  replace_project_token: {
    done: "Replaced the project token",
    failed: "Could not replace the project token",
  },
  disconnect: { done: "Disconnected from PostHog", failed: "Could not disconnect" },
  remove_project: {
    done: "Removed the project from this app at PostHog",
    failed: "Could not remove the project at PostHog right away",
  },
  sign_out_everywhere: { done: "Signed out everywhere", failed: "Could not sign out everywhere" },
  delete_account: { done: "Deleted the account", failed: "Could not delete the account" },
} as const satisfies Record<string, ActivityWords>;
