import { read } from "./support/answer";
import { register } from "./support/clients";
import { expect, PROFILES, test } from "./support/fixtures";
import { newTokens } from "./support/grants";
import { expectInvalid } from "./support/management";
import type { PartnerHost } from "./support/partner-host";
import { COLLEAGUE, firstProject, logIn } from "./support/people";
import { newProject, type Project } from "./support/projects";
import { bearer, type Region } from "./support/region";

interface Sent {
  event: string;
  distinct_id?: string;
  timestamp?: string;
  properties?: Record<string, unknown>;
}

async function capture(region: Region, { token }: Project, events: Sent[]): Promise<void> {
  const batch = events.map((event) => ({ distinct_id: "rosa", ...event }));
  expect((await region.post("/batch/", { api_key: token, batch })).status).toBe(200);
}

const ask = (region: Region, { id, access }: Project, query: unknown) =>
  region.post(`/api/projects/${id}/query/`, { query }, bearer(access));

const hogql = (region: Region, project: Project, query: string) =>
  ask(region, project, { kind: "HogQLQuery", query });

async function newGarden(region: Region, partner: PartnerHost): Promise<Project> {
  const project = await newProject(region, partner);
  await capture(region, project, [
    { event: "seeds ordered", properties: { kind: "beans" } },
    { event: "seeds ordered", distinct_id: "viola" },
    { event: "$pageview" },
  ]);
  return project;
}

for (const profile of PROFILES) {
  test.describe(`in profile ${profile}`, () => {
    test.use({ profile });

    test("a new project has captured nothing", async ({ us, partner }) => {
      const answer = await hogql(us, await newProject(us, partner), "select count() from events");
      expect(answer.status, answer.text).toBe(200);
      expect(answer.body).toMatchObject({ columns: ["count()"], results: [[0]] });
    });

    test("HogQL counts what was captured", async ({ us, partner }) => {
      const project = await newGarden(us, partner);
      const answer = await hogql(us, project, "SELECT count() FROM events");
      expect(answer.body).toMatchObject({ columns: ["count()"], results: [[3]] });
    });

    test("an EventsQuery counts what was captured", async ({ us, partner }) => {
      const project = await newGarden(us, partner);
      const query = { kind: "EventsQuery", select: ["count()"] };
      expect((await ask(us, project, query)).body).toMatchObject({ columns: ["count()"], results: [[3]] });
      const one = await ask(us, project, { ...query, event: "seeds ordered" });
      expect(one.body).toMatchObject({ results: [[2]] });
    });

    test("each project counts its own events", async ({ us, partner }) => {
      const [garden, other] = [await newGarden(us, partner), await newProject(us, partner)];
      expect((await hogql(us, garden, "select count() from events")).body).toMatchObject({ results: [[3]] });
      expect((await hogql(us, other, "select count() from events")).body).toMatchObject({ results: [[0]] });
    });

    for (const query of [
      undefined,
      null,
      "select count() from events",
      {},
      { kind: "TrendsQuery", series: [] },
      { kind: "HogQLQuery" },
      { kind: "HogQLQuery", query: "" },
      { kind: "HogQLQuery", query: "select * from events" },
      { kind: "HogQLQuery", query: "select count() from persons" },
      { kind: "HogQLQuery", query: "drop table events" },
      { kind: "HogQLQuery", query: "select count() from events join persons on 1 = 1" },
      { kind: "HogQLQuery", query: "select count() from events where event = 'unclosed" },
      { kind: "EventsQuery", select: ["*"] },
      { kind: "EventsQuery", select: [] },
      { kind: "EventsQuery", select: ["count()"], after: "soon" },
    ]) {
      test(`the query ${JSON.stringify(query)} cannot be read`, async ({ us, partner }) => {
        const answer = await ask(us, await newProject(us, partner), query);
        expectInvalid(
          answer,
          null,
          "invalid_input",
          expect.stringMatching(/^The sandbox cannot read this query/),
        );
      });
    }
  });
}

for (const [condition, count] of [
  ["event = 'seeds ordered'", 2],
  ["event != 'seeds ordered'", 1],
  ["event in ('$pageview', 'seeds ordered')", 3],
  ["distinct_id = 'viola'", 1],
  ["event = 'seeds ordered' and distinct_id = 'rosa'", 1],
  ["properties.kind = 'beans'", 1],
  ["timestamp > now() - interval 1 day", 3],
  ["timestamp > now()", 0],
  ["timestamp < '2020-01-01'", 0],
  ["timestamp >= toDateTime('2020-01-01 00:00:00')", 3],
] as const) {
  test(`HogQL counts ${count} where ${condition}`, async ({ us, partner }) => {
    const project = await newGarden(us, partner);
    const answer = await hogql(us, project, `select count() from events where ${condition}`);
    expect(read(answer.body, "results"), answer.text).toEqual([[count]]);
  });
}

test("HogQL counts by event, and by person", async ({ us, partner }) => {
  const project = await newGarden(us, partner);
  const byEvent =
    "select event as name, count(*) as total from events group by name order by total desc limit 1";
  expect((await hogql(us, project, byEvent)).body).toMatchObject({
    columns: ["name", "total"],
    results: [["seeds ordered", 2]],
    hasMore: true,
  });
  const people = await hogql(
    us,
    project,
    "select count(distinct distinct_id), uniq(distinct_id) from events;",
  );
  expect(people.body).toMatchObject({ results: [[2, 2]] });
});

test("an EventsQuery looks back one day, or as far as it is told", async ({ us, partner }) => {
  const project = await newProject(us, partner);
  const daysAgo = async (days: number) => new Date((await us.now()) - days * 86_400_000).toISOString();
  await capture(us, project, [
    { event: "$pageview" },
    { event: "$pageview", timestamp: await daysAgo(2) },
    { event: "$pageview", timestamp: await daysAgo(30) },
  ]);
  const count = async (fields = {}) => {
    const answer = await ask(us, project, { kind: "EventsQuery", select: ["count()"], ...fields });
    return read(answer.body, "results", 0, 0);
  };
  expect(await count()).toBe(1);
  expect(await count({ after: "-7d" })).toBe(2);
  expect(await count({ after: "all" })).toBe(3);
  expect(await count({ after: await daysAgo(3), before: await daysAgo(1) })).toBe(1);
  expect(await count({ after: "all", where: ["event = 'seeds ordered'"] })).toBe(0);
});

test("a plain member may query, though a query is a POST", async ({ us }) => {
  const path = `/api/projects/${await firstProject(us, COLLEAGUE)}/query/`;
  const query = { kind: "HogQLQuery", query: "select count() from events" };
  expect((await us.post(path, { query }, await logIn(us, COLLEAGUE))).status).toBe(200);
});

test("a token that may write queries may read them", async ({ us, partner }) => {
  const client = await register(us, partner);
  const { access, teamId } = await newTokens(us, client, undefined, { scopes: ["query:write"] });
  const query = { kind: "HogQLQuery", query: "select count() from events" };
  expect((await us.post(`/api/projects/${teamId}/query/`, { query }, bearer(access))).status).toBe(200);
});
