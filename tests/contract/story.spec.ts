import { expectAnswer } from "./support/answer";
import { register } from "./support/clients";
import { expect, test } from "./support/fixtures";
import { newEmail, postAccountRequest } from "./support/grants";
import { createUser, EXISTING, findUsers, logIn } from "./support/people";
import type { Region } from "./support/region";

const ACCOUNT = { method: "POST", path: "/account_requests$" };

function begin(region: Region, email: string, cues: unknown[] = [ACCOUNT]): Promise<unknown> {
  const steps = cues.map((cue, index) => ({ text: `Step ${index + 1}`, cue }));
  return region.control("PUT", "story", {
    id: "tried",
    name: "Nina",
    email,
    app_name: "Burrow",
    app_url: "http://localhost:3000",
    steps,
  });
}

test("there is no story until one begins, and none after it ends", async ({ us }) => {
  expect((await us.tryControl("GET", "story")).status).toBe(404);
  await begin(us, newEmail());
  expect(await us.control("GET", "story")).toEqual({ id: "tried", region: "US", steps: 1, done: 0 });
  await us.control("DELETE", "story");
  expect((await us.tryControl("GET", "story")).status).toBe(404);
});

test("a story clears clock, faults, calls, rate limits, log-ins and the users of the one before, in both regions", async ({
  us,
  eu,
  partner,
}) => {
  const client = await register(us, partner);
  await us.control("PATCH", "clients", { client_id: client.id, rate_limits: { account_requests: 1 } });
  await createUser(eu, { email: "before@story.example" });
  const { cookie } = await logIn(us, EXISTING);
  await us.advance(3600);
  await eu.control("POST", "faults", { path: "/", kind: "html" });
  await postAccountRequest(us, client, { email: newEmail() });
  expect((await postAccountRequest(us, client, { email: newEmail() })).status).toBe(429);
  await begin(eu, newEmail());
  expect(await us.control("GET", "clock")).toMatchObject({ offset_seconds: 0 });
  expect(await eu.control("GET", "faults")).toEqual({ faults: [] });
  expect(await us.control("GET", "requests")).toEqual({ requests: [], last_seq: 0 });
  expect((await us.send("/", { headers: { cookie } })).text).toContain("You are not logged in");
  expect(await findUsers(eu, "before@story.example")).toEqual([]);
  expect((await postAccountRequest(us, client, { email: newEmail() })).status).toBe(200);
});

test("steps are done in order, by calls of the story's person alone, in the region of the latest", async ({
  us,
  eu,
  partner,
}) => {
  const client = await register(us, partner);
  const email = newEmail();
  await begin(us, email, [ACCOUNT, "event", { ...ACCOUNT, refused: true }]);
  await postAccountRequest(us, client, { email: newEmail() });
  expect(await us.control("GET", "story")).toMatchObject({ done: 0 });
  await postAccountRequest(us, client, { email });
  expect(await us.control("GET", "story")).toMatchObject({ region: "US", done: 1 });
  await us.control("POST", "story/events", { text: "An hour passes", advance_seconds: 3600 });
  expect(await eu.control("GET", "story")).toMatchObject({ done: 2 });
  await postAccountRequest(us, client, { email, code_challenge: "short" });
  expect(await us.control("GET", "story")).toMatchObject({ done: 3 });
});

test("an event replaces the faults before it, and repeated it changes nothing", async ({ us, eu }) => {
  await begin(us, newEmail(), ["event"]);
  await us.control("POST", "faults", { path: "/", kind: "html" });
  const faults = [{ path: "/api/agentic/", kind: "hang" }];
  for (let time = 0; time < 3; time += 1)
    await us.control("POST", "story/events", { text: "It hangs", advance_seconds: 60, faults });
  for (const region of [us, eu])
    expect(await region.control("GET", "faults")).toMatchObject({ faults: [{ kind: "hang" }] });
  expect(await us.control("GET", "clock")).toMatchObject({ offset_seconds: 60 });
});

test("a cue that is no regular expression is refused", async ({ us }) => {
  const answer = await us.tryControl("PUT", "story", {
    id: "x",
    name: "x",
    email: "x@x.example",
    app_name: "x",
    app_url: "http://localhost:3000",
    steps: [{ text: "x", cue: { method: "GET", path: "(" } }],
  });
  expect(answer.status).toBe(400);
});

test("the view of a story may be framed by apps on this machine, and pages of PostHog say which step it is", async ({
  us,
}) => {
  await begin(us, newEmail());
  const view = await us.send("/_sandbox/story/view");
  expect(view.headers.get("content-security-policy")).toContain("frame-ancestors http://localhost:*");
  expect(view.text).toContain("PostHog US");
  const page = await us.send("/login", { headers: { accept: "text/html" } });
  expect(page.text).toContain("Step 1 of 1");
  expect(page.text).toContain('href="http://localhost:3000/connection"');
  expectAnswer(await us.tryControl("DELETE", "story"), 204, undefined);
});
