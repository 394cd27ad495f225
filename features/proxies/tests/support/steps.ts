import type { Page } from "@playwright/test";
import { addProxy, PROXIES } from "./proxies";

export const steps = {
  async addContent({ page }: { readonly page: Page }) {
    await page.goto(PROXIES);
    await addProxy(page, "e.greenhouse.example");
  },
};
