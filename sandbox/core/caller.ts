import { findUser } from "./directory";
import type { Region } from "./region";
import { hashSecret } from "./secrets";

const EMAIL = /^[^@]+@[^@]+\.[^@]+$/;

/**
 * The e-mail address of the user who made a call, found by a token, code, session, consent request, link or e-mail
 * address in it.
 * @param parts Parts of the request and response; the first one that identifies a user decides.
 */
export function findCaller(region: Region, parts: readonly string[]): string | undefined {
  for (const part of parts) {
    for (const word of decode(part).match(/[\w.+@-]{8,}/g) ?? []) {
      const email = EMAIL.test(word) ? word : findOwner(region, word);
      if (email) return email;
    }
  }
  return undefined;
}

function findOwner(region: Region, word: string): string | undefined {
  const { store } = region;
  const owned =
    store.accessTokens.get(word) ??
    store.refreshTokens.get(word) ??
    store.authorizationCodes.get(word) ??
    store.sessions.get(word) ??
    store.deepLinks.get(word) ??
    store.passwordLinks.get(word) ??
    store.personalApiKeys.get(hashSecret(word));
  if (owned) return findUser(region, owned.userId)?.email;
  const pending = store.pendingConsents.get(word)?.email;
  return pending ?? [...store.users.values()].find(({ uuid }) => uuid === word)?.email;
}

/** Decodes `@`. Other encoded characters cannot be part of a word, so they become spaces. */
const decode = (text: string) => text.replaceAll(/%40/g, "@").replaceAll(/%[0-9a-f]{2}/gi, " ");
