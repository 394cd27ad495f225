import { z } from "zod";

// Responses of the control API. Unknown fields are ignored, so that an older client works with a newer sandbox.

export const healthSchema = z.object({
  region: z.enum(["US", "EU"]),
  profile: z.enum(["documented", "current"]),
});

export const clockSchema = z.object({ now: z.string(), offset_seconds: z.number(), frozen: z.boolean() });

export const userSchema = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  email: z.string(),
  email_verified: z.boolean(),
  organizations: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      projects: z.array(z.object({ id: z.number(), name: z.string() })),
    }),
  ),
});

export type PostHogUser = z.output<typeof userSchema>;

export const sessionSchema = z.object({ cookie: z.string(), csrf_token: z.string() });

export const requestSchema = z.object({
  seq: z.number(),
  method: z.string(),
  path: z.string(),
  request_headers: z.record(z.string(), z.string()),
  request_body: z.string().nullish(),
  /** 0 if the connection closed without a response. */
  status: z.number(),
});

export type RecordedRequest = z.output<typeof requestSchema>;

export const mailSchema = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  links: z.array(z.string()),
});

export const eventSchema = z.object({
  event: z.string(),
  distinct_id: z.string(),
  properties: z.record(z.string(), z.unknown()),
});

export const clientSchema = z.object({ client_id: z.string(), client_secret: z.string().optional() });
