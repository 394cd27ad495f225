import { randomUUID } from "node:crypto";
import { z } from "zod";
import { query } from "../platform/db";

const userSchema = z.object({ id: z.string(), email: z.string(), name: z.string().nullable() }).readonly();

export type User = z.infer<typeof userSchema>;

const idSchema = z.object({ id: z.string() });

export async function findUser(id: string): Promise<User | null> {
  const [user] = await query(userSchema, `SELECT "id", "email", "name" FROM "User" WHERE "id" = $1`, [id]);
  return user ?? null;
}

/**
 * The id of the user with a verified e-mail address; the row is created at their first sign-in. One statement, so
 * that two first sign-ins at once are one user.
 */
export async function findOrCreateUser(email: string, name: string | null): Promise<string> {
  const [user] = await query(
    idSchema,
    `INSERT INTO "User" ("id", "email", "name") VALUES ($1, $2, $3)
     ON CONFLICT ("email") DO UPDATE SET "name" = COALESCE(EXCLUDED."name", "User"."name")
     RETURNING "id"`,
    [randomUUID(), email.toLowerCase(), name],
  );
  if (!user) throw new Error("the user was neither found nor created");
  return user.id;
}
