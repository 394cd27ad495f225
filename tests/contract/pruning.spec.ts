import { createStore, pruneStore, type Store } from "../../sandbox/store/store";
import { expect, test } from "./support/fixtures";

// The sandbox prunes every half a minute, which is too long for a test to wait.

const YEAR_MS = 365 * 86_400_000;
const MANY = 20_010;

const grant = { clientId: "burrow", userId: 1, scopes: [], projectIds: [] };

function addAccessToken({ accessTokens }: Store, token: string, expiresAt: number) {
  accessTokens.set(token, { ...grant, token, expiresAt });
}

function addRefreshToken({ refreshTokens }: Store, token: string, revoked: boolean) {
  refreshTokens.set(token, {
    ...grant,
    token,
    accessToken: "",
    issuedAt: 0,
    revoked,
    endedByOperator: false,
  });
}

test("an expired token stays known, however many years the clock is advanced", () => {
  const store = createStore(1);
  addAccessToken(store, "old", 3_600_000);
  addRefreshToken(store, "used", true);
  pruneStore(store, 10 * YEAR_MS);
  expect([...store.accessTokens.keys()]).toEqual(["old"]);
  expect([...store.refreshTokens.keys()]).toEqual(["used"]);
});

test("of too many tokens the oldest ended ones are dropped, and no live one", () => {
  const store = createStore(1);
  addAccessToken(store, "live", YEAR_MS);
  addRefreshToken(store, "live", false);
  for (let n = 1; n < MANY; n += 1) {
    addAccessToken(store, `${n}`, 0);
    addRefreshToken(store, `${n}`, true);
  }
  pruneStore(store, 1);
  for (const tokens of [store.accessTokens, store.refreshTokens]) {
    expect(tokens.size).toBe(20_000);
    expect([...tokens.keys()].slice(0, 2)).toEqual(["live", "11"]);
  }
});

test("tokens that are all live are kept, however many", () => {
  const store = createStore(1);
  for (let n = 0; n < MANY; n += 1) addAccessToken(store, `${n}`, YEAR_MS);
  pruneStore(store, 1);
  expect(store.accessTokens.size).toBe(MANY);
});
