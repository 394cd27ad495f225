import { z } from "zod";

/** PostHog Cloud is two separate deployments: accounts, clients, tokens and links belong to exactly one. */
export const regionSchema = z.enum(["US", "EU"]);

export type Region = z.infer<typeof regionSchema>;
