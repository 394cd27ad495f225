import { z } from "zod";

export const LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/** Whether the host of a URL is this machine. */
export const isLoopback = (url: string): boolean => LOOPBACK_HOSTS.includes(new URL(url).hostname);

/** An http or https URL, with its scheme. */
export const webAddressSchema = z
  .string()
  .regex(/^[a-z][a-z\d+.-]*:\/\//i, {
    error: "has no scheme: it must begin with https:// or http://",
    abort: true,
  })
  .regex(/^https?:/i, { error: "must be an http or https address", abort: true })
  .refine((value) => !/[\s<>]/.test(value), { error: "must not contain spaces or brackets", abort: true })
  .refine(URL.canParse, { error: "is not a valid address: check its host name and its port", abort: true });

export const originSchema = webAddressSchema
  .refine(
    (value) => !new URL(value).username && !new URL(value).password,
    "must not contain a user name or password",
  )
  .refine(
    (value) => new URL(value).pathname === "/" && !new URL(value).search && !new URL(value).hash,
    "must be an origin, without a path",
  )
  .transform((value) => new URL(value).origin);

export const secureOriginSchema = originSchema.refine(
  (value) => value.startsWith("https:") || isLoopback(value),
  "must be https (plain http only on this machine)",
);
