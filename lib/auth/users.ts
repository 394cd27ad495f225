import { z } from "zod";

export const userSchema = z
  .object({ id: z.string(), email: z.string(), name: z.string().nullable() })
  .readonly();

/** A user: our own id, and the e-mail address that their sign-in provider has verified. */
export type User = z.infer<typeof userSchema>;
