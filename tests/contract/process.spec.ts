import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { readText } from "./support/answer";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newTokens, postAccountRequest, refresh } from "./support/grants";
import { createUser, findUsers } from "./support/people";
import { bearer } from "./support/region";
import { type OwnSandbox, startSandbox } from "./support/servers";

async function withSandbox<T>(
  environment: Record<string, string>,
  use: (servers: OwnSandbox) => Promise<T>,
): Promise<T> {
  const servers = await startSandbox(environment);
  try {
    return await use(servers);
  } finally {
    await servers.stop();
  }
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "sandbox-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Makes a state file look like one of an earlier version. */
async function withoutSettings(path: string): Promise<void> {
  const { settings, ...rest } = z
    .looseObject({ settings: z.unknown() })
    .parse(JSON.parse(await readFile(path, "utf8")));
  expect(settings).toBeDefined();
  await writeFile(path, JSON.stringify(rest));
}

test.describe("the sandbox", { tag: "@own-sandbox" }, () => {
  test("plays profile documented unless it is told otherwise", async () => {
    await withSandbox({ SANDBOX_PROFILE: "" }, async ({ us, eu }) => {
      expect((await us.get("/_sandbox/health")).body).toMatchObject({ region: "US", profile: "documented" });
      expect((await eu.get("/_sandbox/health")).body).toMatchObject({ region: "EU", profile: "documented" });
    });
  });

  test("started strictly knows no plain http client", async ({ partner }) => {
    await withSandbox({ SANDBOX_PROFILE: "current", SANDBOX_STRICT: "1" }, async ({ us }) => {
      const fields = { client_id: partner.url("/client.json") };
      const answer = await us.post("provisioning/client_registration", fields);
      expect(answer.text).toContain("No client is registered with this client_id");
    });
  });

  test("started again continues where it stopped: people, clients, tokens", async ({ partner }) => {
    await withFolder(async (SANDBOX_DATA) => {
      const environment = { SANDBOX_DATA, SANDBOX_PROFILE: "current" };
      const before = await withSandbox(environment, async ({ us, eu }) => {
        await createUser(eu, { email: "kept@example.com" });
        const client = await register(us, partner);
        return { client, tokens: await newTokens(us, client) };
      });
      await withSandbox(environment, async ({ us, eu }) => {
        expect(await findUsers(eu, "kept@example.com")).toHaveLength(1);
        expect(await findUsers(us, "kept@example.com")).toEqual([]);
        const { client, tokens } = before;
        expect((await us.post("provisioning/resources", {}, bearer(tokens.access))).status).toBe(200);
        expect((await refresh(us, client, tokens.refresh)).status).toBe(200);
      });
    });
  });

  test("started again keeps the settings", async ({ partner }) => {
    await withFolder(async (SANDBOX_DATA) => {
      const environment = { SANDBOX_DATA, SANDBOX_PROFILE: "current" };
      const changed = { workflow_engine: "down", throttle: true, documented_status_codes: true };
      const client = await withSandbox(environment, async ({ us }) => {
        await us.control("PATCH", "settings", { ...changed, caller_caps: { address: 1 } });
        return register(us, partner);
      });
      await withSandbox(environment, async ({ us, eu }) => {
        for (const region of [us, eu]) {
          expect(await region.control("GET", "settings")).toMatchObject(changed);
        }
        expect((await postAccountRequest(us, client)).status).toBe(200);
        const answer = await postAccountRequest(us, client);
        expect(readText(answer.body, "error", "message")).toMatch(/^Too many account requests/);
      });
    });
  });

  test("a saved state without settings still loads", async () => {
    await withFolder(async (SANDBOX_DATA) => {
      const environment = { SANDBOX_DATA, SANDBOX_PROFILE: "current" };
      await withSandbox(environment, ({ us }) => createUser(us, { email: "kept@example.com" }));
      for (const file of ["us.json", "eu.json"]) await withoutSettings(join(SANDBOX_DATA, file));
      await withSandbox(environment, async ({ us }) => {
        expect(await findUsers(us, "kept@example.com")).toHaveLength(1);
        expect(await us.control("GET", "settings")).toMatchObject({ workflow_engine: "up" });
      });
    });
  });

  test("a profile named at the start wins over the saved one, and the start says so", async () => {
    await withFolder(async (SANDBOX_DATA) => {
      const saved = { SANDBOX_DATA, SANDBOX_PROFILE: "documented" };
      await withSandbox(saved, ({ us }) => createUser(us, { email: "kept@example.com" }));
      await withSandbox({ SANDBOX_DATA, SANDBOX_PROFILE: "current" }, async ({ us, eu, output }) => {
        for (const region of [us, eu]) {
          expect((await region.get("/_sandbox/health")).body).toMatchObject({ profile: "current" });
        }
        expect(await findUsers(us, "kept@example.com")).toEqual([]);
        expect(await findUsers(us, "existing@example.com")).toHaveLength(1);
        await expect.poll(output).toMatch(/saved state is of profile documented.*starts with new data/);
      });
    });
  });

  test("a profile that is not named at the start is the saved one", async () => {
    await withFolder(async (SANDBOX_DATA) => {
      const saved = { SANDBOX_DATA, SANDBOX_PROFILE: "current" };
      await withSandbox(saved, ({ us }) => createUser(us, { email: "kept@example.com" }));
      await withSandbox({ SANDBOX_DATA, SANDBOX_PROFILE: "" }, async ({ us, output }) => {
        expect((await us.get("/_sandbox/health")).body).toMatchObject({ profile: "current" });
        expect(await findUsers(us, "kept@example.com")).toHaveLength(1);
        expect(output()).not.toContain("saved state");
      });
    });
  });

  test("strictness named at the start wins over the saved one, and the rest is kept", async () => {
    await withFolder(async (SANDBOX_DATA) => {
      await withSandbox({ SANDBOX_DATA, SANDBOX_STRICT: "1" }, ({ us }) =>
        createUser(us, { email: "kept@example.com" }),
      );
      const strict = async (environment: Record<string, string>, expected: boolean, words: RegExp) =>
        withSandbox({ SANDBOX_DATA, ...environment }, async ({ us, output }) => {
          expect(await us.control("GET", "settings")).toMatchObject({ strict: expected });
          expect(await findUsers(us, "kept@example.com")).toHaveLength(1);
          await expect.poll(output).toMatch(words);
        });
      await strict({ SANDBOX_STRICT: "" }, true, /^Sandbox US \(documented, strict\)/);
      await strict({ SANDBOX_STRICT: "0" }, false, /^SANDBOX_STRICT turns strict mode off.*saved state/);
    });
  });

  test("started again without a folder is a clean slate", async () => {
    await withSandbox({}, ({ us }) => createUser(us, { email: "passing@example.com" }));
    await withSandbox({}, async ({ us }) => {
      expect(await findUsers(us, "passing@example.com")).toEqual([]);
      expect(await findUsers(us, "existing@example.com")).toHaveLength(1);
    });
  });
});
