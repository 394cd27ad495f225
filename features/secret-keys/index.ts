import { secretKeyMessages } from "./messages";

/** Project secret API keys, managed from here. */
export const secretKeys = {
  messages: secretKeyMessages,
  activities: {
    create_secret_key: {
      done: "Created a project secret API key",
      failed: "Could not create a project secret API key",
    },
    change_secret_key: {
      done: "Changed a project secret API key",
      failed: "Could not change a project secret API key",
    },
    roll_secret_key: {
      done: "Rolled a project secret API key",
      failed: "Could not roll a project secret API key",
    },
    delete_secret_key: {
      done: "Deleted a project secret API key",
      failed: "Could not delete a project secret API key",
    },
  },
  // Requested where the metadata document declares it: PostHog's newer servers then accept the access token.
  scopes: { "project:write": "To manage the secret API keys of your project." },
  keyScope: { scope: "project:write", use: "secret API keys" },
  links: [
    { place: "connection", href: "/connection/secret-keys", label: "Project secret API keys" },
  ] as const,
};
