import type { Page } from "@playwright/test";
import type { Sandbox } from "@/tests/support/sandbox";
import { createPersonalApiKey, giveKey } from "./personal-api-keys";

interface Owner {
  readonly email: string;
  readonly page: Page;
  readonly sandbox: Sandbox;
}

const SCOPES = ["project:write", "feature_flag:read", "organization:write"];

async function giveNewKey({ email, page, sandbox }: Owner): Promise<void> {
  await giveKey(page, await createPersonalApiKey(sandbox, email, SCOPES));
}

export const steps = {
  addContent: giveNewKey,
  replacement: {
    title: "replace the personal API key",
    async run(owner: Owner) {
      await giveNewKey(owner);
      await giveNewKey(owner);
    },
  },
};
