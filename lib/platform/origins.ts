import { z } from "zod";

const LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"];

/** Whether the host of a URL is this machine. */
export const isLoopback = (url: string): boolean => LOOPBACK_HOSTS.includes(new URL(url).hostname);

export const originSchema = z
  .url({ protocol: /^https?$/, error: "must be an http or https address", abort: true })
  .refine(
    (value) => new URL(value).pathname === "/" && !new URL(value).search,
    "must be an origin, without a path",
  )
  .transform((value) => new URL(value).origin);

export const secureOriginSchema = originSchema.refine(
  (value) => value.startsWith("https:") || isLoopback(value),
  "must be https (plain http only on this machine)",
);
