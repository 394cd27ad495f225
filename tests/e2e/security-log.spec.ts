import { z } from "zod";
import { connect, expect, test } from "./support/fixtures";
import { OPERATOR } from "./support/operator";
import type { World } from "./support/world";

const lineSchema = z.looseObject({
  event: z.string(),
  user: z.string().nullable(),
  address: z.string().nullable(),
  requestId: z.string(),
});

type Line = z.infer<typeof lineSchema>;

const ADDRESS = "203.0.113.77";

/** The lines of the security log so far, as a security team's tool reads them. */
const lines = (world: World): Line[] =>
  world
    .appOutput()
    .split("\n")
    .filter((line) => line.includes('"event":'))
    .map((line) => lineSchema.parse(JSON.parse(line)));

const find = (world: World, event: string, more: object = {}) =>
  lines(world).find((line) => line.event === event && Object.entries(more).every(([k, v]) => line[k] === v));

test.use({ extraHTTPHeaders: { "x-forwarded-for": `192.0.2.1, ${ADDRESS}:4711` } });

test("tells who connected, replaced the token and disconnected, and from where", async ({
  signedIn: page,
  world,
  newEmail,
}) => {
  await connect(page);
  await expect.poll(() => find(world, "connection_made", { address: ADDRESS })).toBeTruthy();
  const user = find(world, "connection_made", { address: ADDRESS })?.user;
  expect(user).toBeTruthy();
  await page.goto("/connection/rotate");
  await page.getByRole("main").getByRole("button").click();
  await expect.poll(() => find(world, "key_rotated", { user, action: "replace_project_token" })).toBeTruthy();
  await expect(page.getByText("The project token is replaced")).toBeVisible();
  await page.goto("/connection/disconnect");
  await page.getByRole("main").getByRole("button").click();
  await expect.poll(() => find(world, "connection_ended", { user, action: "disconnect" })).toBeTruthy();
  expect(world.appOutput(), "no e-mail address is logged").not.toContain(newEmail);
});

test("tells of a request from another site and of one without a session", async ({ page, world }) => {
  await page.request.post("/connection", { headers: { origin: "https://evil.example" } });
  await expect
    .poll(() => find(world, "foreign_origin", { user: null, address: ADDRESS, path: "/connection" }))
    .toBeTruthy();
});

test("keeps what an operator did, in the log and on the partner's page", async ({ page, world, signIn }) => {
  await signIn(OPERATOR);
  await page.goto("/partner");
  await expect.poll(() => find(world, "operator_page_opened", { page: "/partner" })).toBeTruthy();
  await page.getByRole("button", { name: "Register in EU" }).click();
  const actions = page.getByRole("region", { name: "Operators’ actions", exact: true });
  await expect(actions.getByRole("row").nth(1)).toContainText(OPERATOR);
  await expect(actions.getByRole("row").nth(1)).toContainText('"region":"EU"');
  expect(find(world, "operator_action", { action: "register_client" })).toBeTruthy();
});
