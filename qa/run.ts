import { spawnSync } from "node:child_process";
import { buildWhenChanged } from "../scripts/support/build";

// Runs a maintainer's command by name: `npm run qa -- soak --short`. Arguments after the name go to the command.

interface Command {
  readonly about: string;
  /** Whether it needs the production build. */
  readonly built: boolean;
  readonly load: () => Promise<unknown>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  bench: {
    about: "Measure what a click costs beside the same click written by hand",
    built: true,
    load: () => import("./bench"),
  },
  "bench-sandbox": {
    about: "Measure the sandbox: start, memory, calls per second",
    built: false,
    load: () => import("./bench-sandbox"),
  },
  deletable: {
    about: "Delete each feature in a scratch copy and prove types, lint and build",
    built: false,
    load: () => import("./deletable"),
  },
  faults: {
    about: "Fail PostHog and the database in every way and print the tables",
    built: true,
    load: () => import("./faults"),
  },
  "kept-kit": {
    about: "Eject the sandbox in a copy, keep the kit, and run the consent suite from it",
    built: false,
    load: () => import("./kept-kit"),
  },
  film: {
    about: "Film the demonstration: one PNG for each scene, in .data/film",
    built: true,
    load: () => import("./film"),
  },
  lighthouse: {
    about: "Score every page with Lighthouse",
    built: true,
    load: () => import("./lighthouse"),
  },
  model: {
    about: "Try 200 random histories of connections, with kills, faults and removals in between",
    built: false,
    load: () => import("./model"),
  },
  nodes: {
    about: "Run both commands of the README on Node.js 20.19, 22 and 24, in cold clones",
    built: false,
    load: () => import("./nodes"),
  },
  "own-sign-in": {
    about: "Replace the sign-in provider in a scratch copy and run the browser tests of connect and open",
    built: false,
    load: () => import("./own-sign-in"),
  },
  pictures: {
    about: "Take the README's screenshots again",
    built: true,
    load: () => import("./pictures"),
  },
  profile: {
    about: "Print where the processor time of a click goes, by package",
    built: true,
    load: () => import("./profile"),
  },
  rehearsal: {
    about: "Rehearse a partner's first day: clone, rebrand, deploy, replace every key, upgrade",
    built: false,
    load: () => import("./rehearsal"),
  },
  soak: {
    about: "Kill processes behind nginx while users click",
    built: true,
    load: () => import("./soak"),
  },
  "test-all": {
    about: "Run the tests that `npm test` leaves out",
    built: true,
    load: () => import("./test-all"),
  },
  "suite-faults": {
    about: "Show that each test of the partner suite can fail",
    built: false,
    load: () => import("./suite-faults"),
  },
  weight: {
    about: "List the runtime dependencies with their sizes",
    built: false,
    load: () => import("./weight"),
  },
};

const [, , name, ...args] = process.argv;
const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command) await run(command);
else explain();

async function run({ built, load }: Command): Promise<void> {
  if (built) await buildWhenChanged(build);
  // Each command reads its own arguments, as if it had been started without this file.
  process.argv = [...process.argv.slice(0, 2), ...args];
  await load();
}

function build(): void {
  const env = { ...process.env, NODE_ENV: "production" } as const;
  const { status } = spawnSync("node_modules/.bin/next", ["build"], { stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
}

function explain(): void {
  const width = Math.max(...Object.keys(COMMANDS).map(({ length }) => length));
  const lines = Object.entries(COMMANDS).map(([each, { about }]) => `  ${each.padEnd(width)}  ${about}`);
  const usage = `Usage: npm run qa -- <name> [arguments]\n\n${lines.join("\n")}\n`;
  if (name === undefined || name === "--help") {
    process.stdout.write(usage);
    return;
  }
  process.stderr.write(`There is no command ${name}.\n${usage}`);
  process.exitCode = 2;
}
