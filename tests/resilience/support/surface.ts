import { readdirSync, readFileSync } from "node:fs";
import { z } from "zod";

const FILLED: Readonly<Record<string, string>> = { "[code]": "flow_expired", "[...nextauth]": "session" };

/** Every path that the app answers, read from its folders, so that new routes are included automatically. */
export function listRoutes(): string[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
    .map((file) => file.split("/").slice(0, -1))
    .map((folders) => `/${folders.map((folder) => FILLED[folder] ?? folder).join("/")}`)
    .sort();
}

export interface Action {
  readonly id: string;
  readonly name: string;
  /** A page that has it. On any other page it runs too, but Next drops its redirect. */
  readonly page: string;
}

const manifestSchema = z.object({
  node: z.record(
    z.string(),
    z.object({ exportedName: z.string(), workers: z.record(z.string(), z.unknown()) }),
  ),
});

/** Every server action of the build, with the id by which anyone can call it. */
export function listActions(): Action[] {
  const manifest: unknown = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  return Object.entries(manifestSchema.parse(manifest).node).map(([id, { exportedName, workers }]) => {
    const worker = Object.keys(workers).find((name) => name.endsWith("/page") && !name.includes("not-found"));
    return { id, name: exportedName, page: (worker ?? "").replace(/^app|\/page$/g, "").replace("[id]", "1") };
  });
}

/** A call of an action as React's client would send it: no previous state, and a form with these fields. */
export function actionCall(action: Action, fields: Readonly<Record<string, string>>): RequestInit {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(`1_${name}`, value);
  body.append("0", '[null,"$K1"]');
  return { method: "POST", body, headers: { "next-action": action.id } };
}
