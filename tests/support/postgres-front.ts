import { join } from "node:path";
import { adapt, type LocalServer, startLocalServer } from "./local-server";
import { freePort } from "./processes";

/** A proxy between an app and its database. */
export interface DatabaseFront {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts HAProxy in front of two servers, with our guide's own configuration. */
export async function startHaproxy(
  program: string,
  [one, two]: readonly [number, number],
): Promise<LocalServer> {
  const port = await freePort();
  const site = adapt("deploy/haproxy.cfg", [
    [/bind .*/, `bind 127.0.0.1:${port}`],
    [/server one .*/, `server one 127.0.0.1:${one}`],
    [/server two .*/, `server two 127.0.0.1:${two}`],
  ]);
  return startLocalServer({
    program,
    user: "haproxy",
    port,
    files: () => ({ "haproxy.cfg": site }),
    args: (folder) => ["-db", "-f", join(folder, "haproxy.cfg")],
  });
}

/**
 * Starts PgBouncer in front of a database, with our guide's own configuration, but few connections.
 * @param more Additional lines of configuration.
 */
export async function startPgbouncer(
  program: string,
  databaseUrl: string,
  more: readonly string[] = [],
): Promise<DatabaseFront> {
  const port = await freePort();
  const url = new URL(databaseUrl);
  const configuration = (folder: string) =>
    adapt("deploy/pgbouncer.ini", [
      [/host=\S+ port=\d+/, `host=${url.hostname} port=${url.port}`],
      [/listen_port = .*/, `listen_port = ${port}`],
      // The tests' server trusts every user in the list.
      [/auth_type = .*/, "auth_type = trust"],
      [/auth_file = .*/, `auth_file = ${join(folder, "userlist.txt")}`],
      [/default_pool_size = .*/, "default_pool_size = 5"],
    ]);
  const server = await startLocalServer({
    program,
    user: "postgres",
    port,
    files: (folder) => ({
      "pgbouncer.ini": [configuration(folder), "unix_socket_dir =", ...more, ""].join("\n"),
      "userlist.txt": `"${url.username}" ""\n`,
    }),
    args: (folder) => [join(folder, "pgbouncer.ini")],
  });
  url.host = `127.0.0.1:${port}`;
  return { url: url.href, stop: server.stop };
}
