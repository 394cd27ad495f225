import { expect } from "@playwright/test";
import { requireUsableServer } from "../../lib/platform/database-server";
import { createDatabase, createEmptyDatabase, withClient } from "../support/postgres";
import { test } from "./support/postgres";

test.describe("the start, on a real server", () => {
  test("works on a socket, and asks for a migration of an empty database", async ({ postgres }) => {
    const empty = await createEmptyDatabase(postgres.url);
    await expect(requireUsableServer(empty.url)).rejects.toThrow(
      /lacks our tables: run `npm run db:migrate`/,
    );
    const folder = await withClient(postgres.url, async (client) => {
      const { rows } = await client.query("SELECT current_setting('unix_socket_directories') AS folder");
      return String(rows[0].folder);
    });
    const { port, pathname } = new URL(empty.url);
    const address = `postgresql://postgres@/${pathname.slice(1)}?host=${folder}&port=${port}`;
    await expect(requireUsableServer(address)).rejects.toThrow(`${folder} lacks our tables`);
    await empty.stop();
  });

  test("names a database that is unknown, read-only, or closed to its user", async ({ postgres }) => {
    const database = await createDatabase(postgres.url);
    await expect(requireUsableServer(database.url)).resolves.toBeUndefined();
    const name = new URL(database.url).pathname.slice(1);
    await expect(requireUsableServer(`${database.url}_gone`)).rejects.toThrow("no database of this name");
    await withClient(postgres.url, async (client) => {
      await client.query(`ALTER DATABASE ${name} SET default_transaction_read_only = on`);
      await expect(requireUsableServer(database.url)).rejects.toThrow(
        "is read-only: name the primary server",
      );
      await client.query(`ALTER DATABASE ${name} RESET default_transaction_read_only`);
      await client.query(`CREATE ROLE ${name}_reader LOGIN`);
    });
    const reader = new URL(database.url);
    reader.username = `${name}_reader`;
    await expect(requireUsableServer(reader.href)).rejects.toThrow(/may not read and write .*Connection/);
    await database.stop();
    await withClient(postgres.url, (client) => client.query(`DROP ROLE ${name}_reader`));
  });
});
