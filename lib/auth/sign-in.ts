import type { Account } from "./accounts";

/** One way to sign in, as a page shows it: a plain HTML form. */
export interface SignInMethod {
  readonly id: string;
  readonly label: string;
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  /** Signs in by an e-mail address alone, which proves nothing: for demonstrations. */
  readonly asksForEmail?: true;
}

/** What the sign-in page shows. */
export interface SignInChoices {
  readonly methods: readonly SignInMethod[];
  /** What keeps the person from being signed in, in a sentence. */
  readonly problem?: string | undefined;
}

/** What someone can change about how they sign in. */
export interface AccountChoices {
  readonly accounts: readonly Account[];
  /** Ways to link further accounts. */
  readonly methods: readonly SignInMethod[];
}

/** A plain form that signs out; its fields are hidden. */
export type SignOutForm = Pick<SignInMethod, "action" | "fields">;
