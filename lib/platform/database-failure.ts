import { z } from "zod";

const codeSchema = z.object({ code: z.string() });

/** Why a connection failed, by the codes of PostgreSQL, the operating system and the TLS library. */
const REASONS: Readonly<Record<string, string>> = {
  "28P01": "the server refuses this password",
  "28000": "the server refuses this user, or asks for TLS: add ?sslmode=verify-full for that",
  "3D000": "the server has no database of this name: create it first",
  "42501": "this user may not use the app's tables: grant SELECT, INSERT, UPDATE and DELETE on them",
  "53300": "the server has no free connection: raise max_connections or end other clients",
  "57P03": "the server is starting or stopping: try again in a moment",
  ENOTFOUND: "no host has this name",
  EAI_AGAIN: "the name of the host cannot be resolved: look at DNS",
  ECONNREFUSED: "nothing listens at this host and port: start the server",
  ECONNRESET: "the server closed the connection: check the port, and whether the server requires TLS",
  EHOSTUNREACH: "this host cannot be reached from here",
  ENETUNREACH: "this host cannot be reached from here",
  ENOENT: "no server listens on a socket in this folder",
  ETIMEDOUT: "no answer in time: check host, port and firewall",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not trusted: name its authority with sslrootcert=<file>",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not trusted: name it with sslrootcert=<file>",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    "its certificate is not trusted: name its authority with sslrootcert=<file>",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    "its certificate is not trusted: name its authority with sslrootcert=<file>",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another host name",
  CERT_HAS_EXPIRED: "its certificate has expired",
};

/** The driver's own errors, which have no code. */
const SENTENCES: readonly (readonly [words: RegExp, reason: string])[] = [
  [/timeout/i, REASONS.ETIMEDOUT ?? ""],
  [
    /does not support SSL/,
    "the server does not support TLS: configure it there, or set sslmode=disable on a private network",
  ],
  [/password must be a string/, "the server asks for a password, and there is none"],
  [/terminated/, REASONS.ECONNRESET ?? ""],
];

/** Explains why a database cannot be used, without the user or password of its address. */
export function explainDatabaseFailure(error: unknown): string {
  const { code = "" } = codeSchema.safeParse(error).data ?? {};
  const text = error instanceof Error ? error.message : "";
  const sentence = SENTENCES.find(([words]) => words.test(text))?.[1];
  return (Object.hasOwn(REASONS, code) ? REASONS[code] : sentence) ?? `it failed (${code || text})`;
}
