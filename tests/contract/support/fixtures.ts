import { test as base } from "@playwright/test";
import { PartnerHost } from "./partner-host";
import type { Region } from "./region";
import { openServers, type Servers } from "./servers";

export const PROFILES = ["documented", "current"] as const;
type Profile = (typeof PROFILES)[number];

export interface ContractOptions {
  /** How many random cases the tests of properties try: a multiple of 100. */
  cases: number;
}

interface TestFixtures extends ContractOptions {
  /** Which of the API's two states the server simulates in this test. */
  profile: Profile;
  /** Refuse plain http and private addresses even on loopback. */
  strict: boolean;
  us: Region;
  eu: Region;
}

interface WorkerFixtures {
  servers: Servers;
  partner: PartnerHost;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  profile: ["current", { option: true }],
  strict: [false, { option: true }],
  cases: [1_000, { option: true }],

  servers: [
    // Playwright reads what a fixture needs from its first parameter, which therefore has to name something.
    async ({ browserName: _ }, use) => {
      const servers = await openServers();
      await use(servers);
      await servers.stop();
    },
    { scope: "worker" },
  ],

  partner: [
    async ({ browserName: _ }, use) => {
      const partner = await new PartnerHost().start();
      await use(partner);
      partner.stop();
    },
    { scope: "worker" },
  ],

  us: async ({ servers, profile, strict }, use) => {
    await servers.us.control("POST", "reset", { profile, strict });
    await use(servers.us);
  },

  eu: async ({ servers, us: _alreadyReset }, use) => {
    await use(servers.eu);
  },
});

export { expect } from "@playwright/test";
