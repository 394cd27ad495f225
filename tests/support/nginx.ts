import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import type { Balancer } from "../resilience/support/balancer";
import { adapt, provideProgram, startLocalServer } from "./local-server";
import { freePort } from "./processes";

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

/** A request that nginx has handled, and the ports that it tried, in order. */
export type Handled = z.output<typeof handledSchema>;

export interface Nginx {
  /** Puts nginx in front of one app's ports, with our guide's own configuration. */
  balance(backends: readonly number[]): Promise<Balancer>;
  /** The requests that it has handled so far. */
  handled(): Handled[];
}

/** Finds nginx or, as root on Debian, installs its package. */
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
  const servers = backends.map((backend) => `  server 127.0.0.1:${backend}$1;`).join("\n");
  const site = adapt("deploy/nginx.conf", [
    [/^ {2}server [\w.:]+(.*);$/m, servers],
    [/^ {2}listen .*;$/m, `  listen 127.0.0.1:${port};`],
  ]);
  return startLocalServer({
    program,
    user: "www-data",
    port,
    folder,
    signal: "SIGTERM",
    files: () => ({ "site.conf": site, "nginx.conf": surroundings(folder) }),
    args: () => ["-p", folder, "-e", "stderr", "-c", join(folder, "nginx.conf")],
  });
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
