import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { z } from "zod";
import { makeTempFolder } from "../support/temp-folder";

const { scripts } = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync("package.json", "utf8")));

/** Our own commands: the others are tools, which explain themselves. */
const OURS = Object.entries(scripts).filter(([name]) => !["build", "lint", "types"].includes(name));

function run(command: string, ...args: string[]) {
  // In a chain, the last command gets the arguments.
  const [program = "", ...rest] = command.split(" && ").at(-1)?.split(" ") ?? [];
  const path = program === "node" ? process.execPath : `node_modules/.bin/${program}`;
  return spawnSync(path, [...rest, ...args], { encoding: "utf8", timeout: 60_000 });
}

const USAGE = /^Usage: npm (run )?[\w:-]+/m;

/** Whether a command reads its arguments with readArguments, which prints the same usage for --help and after an error. */
const usesReadArguments = (command: string) =>
  readFileSync(command.split(" ").at(-1) ?? "", "utf8").includes("readArguments(");

test.describe("every command explains itself", () => {
  for (const [name, command] of OURS.filter(([, command]) => !command.startsWith("npm "))) {
    test(`npm run ${name}`, () => {
      const unknown = run(command, "--not-an-option");
      expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining("--not-an-option")]);
      // Asking one of them for --help is enough.
      if (usesReadArguments(command) && name !== "keys") {
        expect(unknown.stderr).toMatch(USAGE);
        return;
      }
      const help = run(command, "--help");
      expect([help.status, help.stdout]).toEqual([0, expect.stringMatching(USAGE)]);
    });
  }
});

test("there are few enough commands to read", () => {
  expect(Object.keys(scripts).length).toBeLessThanOrEqual(22);
});

test.describe("on a clone where nothing has run", () => {
  test("every command that needs packages installs them first, except the one for production", () => {
    const unprepared = OURS.filter(
      ([, command]) => !/^node scripts\/(prepare|start)\.mjs|^npm run/.test(command),
    );
    expect(unprepared).toEqual([]);
  });

  test("npm start says what to run first, and opens no port", () => {
    const folder = makeTempFolder();
    mkdirSync(join(folder, "scripts"));
    cpSync("scripts/start.mjs", join(folder, "scripts/start.mjs"));
    const start = () =>
      spawnSync(process.execPath, ["scripts/start.mjs"], { cwd: folder, encoding: "utf8", timeout: 20_000 });
    expect(start()).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("run `npm run build` first"),
    });
    mkdirSync(join(folder, "node_modules/next"), { recursive: true });
    expect(start()).toMatchObject({
      status: 1,
      stdout: "",
      stderr: "There is no build yet: run `npm run build` first.\n",
    });
  });
});
