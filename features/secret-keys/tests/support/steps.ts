import type { Page } from "@playwright/test";
import { createKey, openKey, readValue } from "./secret-keys";

export const steps = {
  addContent: ({ page }: { readonly page: Page }) => createKey(page, "Greenhouse"),
  replacement: {
    title: "roll a project secret API key",
    async run({ page }: { readonly page: Page }) {
      const before = await createKey(page, "Server");
      await openKey(page, "Server", "Roll");
      await page.getByRole("button", { name: "Roll the key" }).click();
      if ((await readValue(page)) === before) throw new Error("The key has not changed.");
    },
  },
};
