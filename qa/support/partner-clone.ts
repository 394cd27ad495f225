import { execFile } from "node:child_process";
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseEnv, promisify } from "node:util";
import { type RunningProcess, startProcess } from "../../tests/support/processes";

const execute = promisify(execFile);

/** A partner's clone of this project. It is used only through its commands and by editing files. */
export class PartnerClone {
  readonly #secrets: string;
  readonly #built: string;
  readonly #released: string;
  #running: RunningProcess | undefined;

  constructor(
    readonly folder: string,
    private readonly appUrl: string,
  ) {
    this.#secrets = join(folder, ".env.local");
    this.#built = `${folder}-built`;
    this.#released = `${folder}-released`;
  }

  /** Clones the source at a commit. Returns that commit's hash and subject. */
  async copy(source: string, commit: string): Promise<string> {
    await execute("git", ["clone", "--quiet", source, this.folder]);
    const { stdout } = await execute("git", ["-C", source, "rev-parse", commit]);
    await this.git("reset", "--hard", "--quiet", stdout.trim());
    return (await this.git("log", "-1", "--format=%h %s")).trim();
  }

  /** Runs one of the clone's npm scripts. */
  async npm(...args: string[]): Promise<void> {
    await this.run("npm", ["run", "--silent", ...args]);
  }

  git(...args: string[]): Promise<string> {
    return this.run("git", ["-c", "user.name=Harbour", "-c", "user.email=dev@harbour.example", ...args]);
  }

  /** Copies our installed packages, and creates the secrets. */
  async borrowPackages(): Promise<void> {
    const copy = (how: string) => execute("cp", [how, "node_modules", this.folder]);
    // As hard links where the system supports them: it is nearly a gigabyte.
    await copy("-al").catch(() => copy("-a"));
    await this.npm("setup");
  }

  setting(name: string): string {
    return parseEnv(readFileSync(this.#secrets, "utf8"))[name] ?? "";
  }

  /** Sets variables in the clone's configuration file. */
  configure(settings: Readonly<Record<string, string>>): void {
    const before = readFileSync(this.#secrets, "utf8").trimEnd().split("\n");
    const others = before.filter((line) => !Object.hasOwn(settings, line.split("=")[0] ?? ""));
    const lines = Object.entries(settings).map(([name, value]) => `${name}='${value}'`);
    writeFileSync(this.#secrets, `${[...others, ...lines].join("\n")}\n`);
  }

  /** Builds what the image contains, with the Dockerfile's steps. */
  async build(): Promise<void> {
    await this.run("node_modules/.bin/next", ["build"], {
      NODE_ENV: "production",
      NEXT_OUTPUT: "standalone",
    });
    const copy = (from: string, to: string) =>
      cpSync(join(this.folder, from), join(this.#built, to), { recursive: true });
    copy(".next/standalone", "");
    copy(".next/static", ".next/static");
    copy("public", "public");
  }

  async migrate(): Promise<void> {
    await this.npm("db:migrate");
  }

  /** Stops the running app, and starts the latest build with the current configuration. */
  async start(): Promise<void> {
    await this.stop();
    if (existsSync(this.#built)) {
      rmSync(this.#released, { recursive: true, force: true });
      renameSync(this.#built, this.#released);
    }
    this.#running = await startProcess(
      process.execPath,
      [`--env-file=${this.#secrets}`, join(this.#released, "server.js")],
      { NODE_ENV: "production", HOSTNAME: "localhost", PORT: new URL(this.appUrl).port },
      `${this.appUrl}/api/ready`,
    );
  }

  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = undefined;
  }

  /**
   * Runs a program with only PATH and HOME from our own environment.
   * @throws with the program's output if it fails.
   */
  private async run(
    command: string,
    args: readonly string[],
    extra: Record<string, string> = {},
  ): Promise<string> {
    const { PATH = "", HOME = "" } = process.env;
    const env = { PATH, HOME, NODE_ENV: "development", NEXT_TELEMETRY_DISABLED: "1", ...extra } as const;
    try {
      const { stdout } = await execute(command, args, { cwd: this.folder, env, maxBuffer: 100_000_000 });
      return stdout;
    } catch (error) {
      const printed = error instanceof Error && "stdout" in error ? String(error.stdout) : "";
      throw new Error(`${error}\n${printed}`);
    }
  }
}
