import { jwtVerify } from "jose";
import type { Route } from "next";
import { headers } from "next/headers";
import { z } from "zod";
import { findOrCreateUser } from "@/lib/auth/accounts";
import type { AccountChoices, SignInChoices, SignOutForm } from "@/lib/auth/sign-in";
import type { User } from "@/lib/auth/users";
import { type Finding, passed } from "@/lib/platform/finding";
import { providerConfiguration } from "./configuration";

const person = z
  .object({ sub: z.string(), email: z.email(), name: z.string().nullable().default(null) })
  .transform(({ sub, ...claims }) => ({ subject: sub, ...claims }));

/** An authenticating proxy adds a JWT to each request, with an address that it has verified. */
export async function findSignedInUser(): Promise<User | null> {
  const token = (await headers()).get("x-signed-identity");
  const verified = token && (await jwtVerify(token, providerConfiguration().key).catch(() => null));
  const claims = person.safeParse(verified ? verified.payload : null);
  return claims.success ? findOrCreateUser({ provider: "proxy", ...claims.data }) : null;
}

export const signInPath = (_backTo?: string): Route => "/sign-in";

export const prepareSignIn = async (_query: object): Promise<SignInChoices> => ({
  methods: [],
  problem: "Your company signs you in, before you reach this page.",
});

export const prepareSignOut = async (): Promise<SignOutForm | null> => null;

export const prepareAccount = async (_user: User): Promise<AccountChoices | null> => null;

export async function endSession(): Promise<void> {}

export const cookiePath = "/api/health";

export const checkSignIn = (_cookies: readonly string[]): Finding =>
  passed("Sign-in", "An authenticating proxy says who is asking.");
