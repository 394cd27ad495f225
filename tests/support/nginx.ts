import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Balancer } from "../resilience/support/balancer";
import { unprivileged } from "./debian";
import { provideProgram } from "./local-server";
import { freePort } from "./processes";

const SITE = "deploy/nginx.conf";

const handledSchema = z
  .object({
    ended: z.number(),
    took: z.number(),
    method: z.string(),
    status: z.number(),
    upstreams: z.string(),
  })
  .transform(({ ended, took, upstreams, ...rest }) => ({
    ...rest,
    beganAt: (ended - took) * 1000,
    endedAt: ended * 1000,
    ports: upstreams.split(", ").map((address) => Number(address.split(":").at(-1))),
  }));

/** A request that nginx has dealt with, and the ports it asked for an answer, one after the other. */
export type Handled = z.output<typeof handledSchema>;

export interface Nginx {
  /** Puts it in front of the ports of one app, with the very configuration that our guide gives. */
  balance(backends: readonly number[]): Promise<Balancer>;
  /** What it has dealt with so far. */
  handled(): Handled[];
}

/** Finds nginx, or gets it: as root on Debian, from its package. */
export function provideNginx(): Nginx {
  const program = provideProgram("nginx");
  if (!program) throw new Error("No nginx: install one.");
  const folder = mkdtempSync(join(tmpdir(), "nginx-"));
  return {
    balance: (backends) => startServer(program, folder, backends),
    handled: () =>
      readFileSync(join(folder, "access.log"), "utf8")
        .trim()
        .split("\n")
        .flatMap((line) => (line === "" ? [] : [handledSchema.parse(JSON.parse(line))])),
  };
}

async function startServer(program: string, folder: string, backends: readonly number[]): Promise<Balancer> {
  const port = await freePort();
  writeFileSync(join(folder, "site.conf"), adaptSite(readFileSync(SITE, "utf8"), port, backends));
  writeFileSync(join(folder, "nginx.conf"), surroundings(folder));
  const [command = program, ...args] = [
    ...unprivileged("www-data", folder),
    program,
    ...["-p", folder, "-e", "stderr", "-c", join(folder, "nginx.conf")],
  ];
  const errors: Buffer[] = [];
  const server = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
  server.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const endNow = () => server.kill("SIGTERM");
  process.once("exit", endNow);
  while (!existsSync(join(folder, "pid"))) {
    if (server.exitCode !== null) throw new Error(`nginx did not start:\n${Buffer.concat(errors)}`);
    await sleep(20);
  }
  return {
    port,
    async stop() {
      process.off("exit", endNow);
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Changes what everyone has to change: where the processes are, and where nginx listens. */
function adaptSite(site: string, port: number, backends: readonly number[]): string {
  const replace = (text: string, pattern: RegExp, replacement: string) => {
    if (!pattern.test(text)) throw new Error(`${SITE} has nothing like ${pattern}.`);
    return text.replace(pattern, replacement);
  };
  const servers = backends.map((backend) => `  server 127.0.0.1:${backend}$1;`).join("\n");
  const placed = replace(site, /^ {2}server [\w.:]+(.*);$/m, servers);
  return replace(placed, /^ {2}listen .*;$/m, `  listen 127.0.0.1:${port};`);
}

const surroundings = (folder: string): string => `
daemon off;
pid ${folder}/pid;
error_log stderr crit;
events {}
http {
${["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `  ${kind}_temp_path ${folder}/${kind};`).join("\n")}
  log_format handled escape=json
    '{"ended":$msec,"took":$request_time,"method":"$request_method","status":$status,"upstreams":"$upstream_addr"}';
  access_log ${folder}/access.log handled;
  # Everyone comes from this machine, and says where they sit, as behind a CDN.
  set_real_ip_from 127.0.0.1;
  real_ip_header X-Forwarded-For;
  include ${folder}/site.conf;
}
`;
