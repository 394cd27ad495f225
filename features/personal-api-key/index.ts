import type { ProvisionedProject } from "@/lib/posthog/resources";
import type { ConnectionGrant, ConnectionOwner } from "@/lib/tokens/owner";
import { personalApiKeyMessages } from "./messages";
import {
  deletePersonalApiKeys,
  listPersonalApiKeys,
  savePersonalApiKey,
  sealedPersonalApiKeys,
} from "./personal-api-keys";

/** Personal API keys: a person's own key may do what the connection's access may not. */
export const personalApiKey = {
  messages: personalApiKeyMessages,
  activities: {
    add_personal_api_key: {
      done: "Added a personal API key",
      failed: "Could not add a personal API key",
    },
    remove_personal_api_key: {
      done: "Removed a personal API key",
      failed: "Could not remove a personal API key",
    },
  },
  links: [{ place: "connection", href: "/connection/personal-api-key", label: "Personal API key" }] as const,
  sealedColumns: [sealedPersonalApiKeys],

  /** A key's scopes were tested on the previous project, so a different project deletes the key. */
  async onProject(grant: ConnectionGrant, project: ProvisionedProject, isSame: boolean): Promise<void> {
    if (!isSame) await deletePersonalApiKeys(grant);
    if (project.personalApiKey) await savePersonalApiKey(grant, project.personalApiKey, "PROVISIONED");
  },

  async disconnectNotes(owner: ConnectionOwner): Promise<string[]> {
    const masks = (await listPersonalApiKeys(owner)).map(({ mask }) => mask);
    return masks.length === 0
      ? []
      : [
          `We delete the personal API key we have stored (${masks.join(", ")}). At PostHog it works until you delete it there, too.`,
        ];
  },
};
