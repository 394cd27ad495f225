import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { z } from "zod";
import { failureOf } from "../../features";
import { checksums, checksumsOf } from "./support/checksums";
import type { Deployment } from "./support/deployment";
import { expect, test } from "./support/fixtures";
import { Person } from "./support/person";
import { agree, connectedPerson, signIn } from "./support/story";
import { actionCall, listActions, listRoutes } from "./support/surface";

const FOREIGN = { origin: "https://evil.example" };
/** How Next tells its client "not found", as operators' actions do to everyone else. */
const NOT_FOUND = "NEXT_HTTP_ERROR_FALLBACK;404";
/** Actions of the demonstration: open to anyone, only in a sandbox, and not about any user. */
const FOR_ANYONE = ["beginDemo", "causeEvent", "endDemo", "restartDemo"];
const BATCHES = 200;
const BATCH = 50;

const newEmail = () => `${randomUUID().slice(0, 8)}@example.org`;

const sums = (deployment: Deployment) => deployment.withDatabase(checksums);

test("no route and no action does anything without a session, or for another site", async ({ deploy }) => {
  const deployment = await deploy("PostgreSQL");
  const { appUrl } = deployment;
  const { person } = await connectedPerson(deployment, newEmail());
  const stranger = new Person(appUrl, "nobody");
  const before = await sums(deployment);
  const own = { origin: appUrl };
  const guess = { destination: "home", region: "US" };

  for (const route of listRoutes()) {
    const url = new URL(route, appUrl);
    await stranger.request(url);
    await stranger.request(url, { method: "POST", headers: own, body: new URLSearchParams(guess) });
    for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
      const foreign = await person.request(url, { method, headers: FOREIGN });
      expect(foreign.status, `${method} ${route} from another site`).toBe(403);
    }
  }
  const actions = listActions();
  expect(actions.length).toBeGreaterThan(2);
  for (const action of actions) {
    const url = new URL(action.page, appUrl);
    const { headers, ...call } = actionCall(action, guess);
    const unsigned = await stranger.request(url, { ...call, headers: { ...headers, ...own } });
    if ((await unsigned.text()).includes(NOT_FOUND)) {
      const signed = await person.request(url, { ...call, headers: { ...headers, ...own } });
      expect(await signed.text(), `${action.name} by someone who is no operator`).toContain(NOT_FOUND);
    } else if (!FOR_ANYONE.includes(action.name)) {
      expect(unsigned.headers.get("x-action-redirect") ?? "none", action.name).toContain("/sign-in");
    }
    const foreign = await person.request(url, { ...call, headers: { ...headers, ...FOREIGN } });
    expect(foreign.status, `${action.name} for another site`).toBe(403);
  }
  expect(await sums(deployment)).toEqual(before);
});

test("no action reaches another user, whatever identifiers it is given", async ({ deploy }) => {
  const deployment = await deploy("PostgreSQL");
  const { appUrl } = deployment;
  const victim = newEmail();
  await connectedPerson(deployment, victim);
  const ids = await deployment.withDatabase((session) =>
    session.query(`SELECT u."id" AS "userId", c."id" AS "connectionId", c."projectId", c."partnerProjectId"
      FROM "User" u JOIN "Connection" c ON c."userId" = u."id" WHERE u."email" = '${victim}'`),
  );
  const [theirs] = z.array(z.record(z.string(), z.string())).parse(ids.rows);
  const fields: Record<string, string> = {
    ...theirs,
    id: theirs?.connectionId ?? "",
    sub: theirs?.userId ?? "",
    email: victim,
    destination: "home",
    region: "US",
  };
  const before = await deployment.withDatabase((session) => checksumsOf(session, victim));
  for (const action of listActions()) {
    const { person } = await connectedPerson(deployment, newEmail());
    const { headers, ...call } = actionCall(action, fields);
    const address = new URL(`${action.page}?userId=${fields.userId}`, appUrl);
    const answer = await person.request(address, { ...call, headers: { ...headers, origin: appUrl } });
    // Operators' actions do not exist for anyone else.
    expect([200, 303, 404], action.name).toContain(answer.status);
    expect(await answer.text(), action.name).not.toContain(victim);
    expect(await deployment.withDatabase((session) => checksumsOf(session, victim)), action.name).toEqual(
      before,
    );
  }
});

test("ten thousand made-up callbacks are refused, and the genuine one still works", async ({ deploy }) => {
  test.setTimeout(600_000);
  const deployment = await deploy("PostgreSQL");
  const { appUrl, sandbox } = deployment;
  const person = new Person(appUrl, newEmail());
  const other = new Person(appUrl, newEmail());
  for (const { email } of [person, other]) await sandbox.control("POST", "users", { body: { email } });
  const consent = await person.submit(await signIn(person), { button: "Connect PostHog" });
  const others = await other.submit(await signIn(other), { button: "Connect PostHog" });
  const [state, othersState] = [consent, others].map(stateOf);
  if (!state || !othersState) throw new Error("no consent page");
  const before = await sums(deployment);

  const nearMiss = fc.constantFrom(
    "",
    othersState,
    state.slice(1),
    `${state}=`,
    `${state}\u0000`,
    ` ${state}`,
    `${state},${othersState}`,
  );
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.base64String(),
    fc.webQueryParameters(),
  );
  const query = fc.dictionary(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom("state", "code", "error", "error_description") }, text),
    fc.oneof({ weight: 2, arbitrary: text }, nearMiss),
    { maxKeys: 5 },
  );
  const call = fc.record({ query, signedIn: fc.nat(4).map((n) => n === 0) });
  const stranger = new Person(appUrl, "nobody");
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: BATCH, maxLength: BATCH }), async (calls) => {
      const problems = await Promise.all(
        calls.map(async ({ query, signedIn }) => {
          const url = new URL("/callbacks/posthog", appUrl);
          url.search = new URLSearchParams(Object.entries(query)).toString();
          const answer = await (signedIn ? person : stranger).request(url);
          return isRefusal(answer) ? [] : [`${url.search} was answered ${answer.status}`];
        }),
      );
      // One assertion per batch: each adds a step to the report, and twenty thousand of them cost minutes.
      expect(problems.flat()).toEqual([]);
    }),
    { numRuns: BATCHES, endOnFailure: true },
  );
  expect(await sums(deployment)).toEqual(before);
  expect((await agree(person, consent)).text).toContain("Connected to PostHog");
});

/** Whether the answer redirects to one of our error pages and sets no cookie. */
function isRefusal(answer: Response): boolean {
  const location = answer.headers.get("location") ?? "";
  const [, code = ""] = location.match(/^\/callbacks\/posthog\/problem\/(\w+)$/) ?? [];
  return failureOf(code) !== undefined && answer.headers.getSetCookie().length === 0;
}

/** The OAuth state, from the consent page or the log-in page before it. */
function stateOf(page: { url: string }): string {
  const next = new URL(page.url).searchParams.get("next") ?? page.url;
  return new URL(next, page.url).searchParams.get("state") ?? "";
}
