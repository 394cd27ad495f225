import { defineConfig } from "@playwright/test";
import root from "../../playwright.config";

/** A server somewhere else is one shared world, so its tests take turns. */
const isShared = process.env.CONTRACT_URL !== undefined;

export default defineConfig({
  testDir: ".",
  fullyParallel: true,
  workers: isShared ? 1 : 2,
  timeout: 20_000,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["dot"]],
  use: root.use,
});
