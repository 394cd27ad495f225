import { expect, type Page } from "@playwright/test";
import { parse } from "node-html-parser";
import { z } from "zod";
import type { StoryEvent } from "@/features/demo/events";
import type { Persona } from "@/features/demo/personas";
import type { Setting } from "@/features/demo/steps";
import { sendForm } from "@/tests/e2e/support/shortcuts";
import { enter } from "@/tests/e2e/support/sign-in";
import { fillForm } from "@/tests/support/form";
import type { Region, Sandbox } from "@/tests/support/sandbox";

/** Begins a story and signs its persona in, without opening a page. Returns the persona's address. */
export async function beginQuickly(page: Page, persona: Persona, event: StoryEvent): Promise<string> {
  const sent = await sendForm(page, "/demo", "Begin", { persona, event });
  expect(sent.status(), await sent.text()).toBe(303);
  const cookies = await page.context().cookies();
  const kept = cookies.find(({ name }) => name === "demo")?.value ?? "";
  const email = new URLSearchParams(decodeURIComponent(kept)).get("email") ?? "";
  await enter(page, email);
  return email;
}

/** How many steps the sandbox says are done. */
export async function stepsDone(sandbox: Sandbox): Promise<number> {
  return (await sandbox.control("GET", "story", { schema: z.object({ done: z.number() }) })).done;
}

interface Actor {
  readonly page: Page;
  readonly sandbox: Sandbox;
  readonly region: Region;
  readonly email: string;
}

type Move = (actor: Actor) => Promise<unknown>;

/**
 * The presenter's moves, in order, as a browser without JavaScript sends them. Each completes one step, or the number
 * of steps beside it.
 */
export function movesOf(
  persona: Persona,
  event: StoryEvent,
  setting: Setting,
): readonly (Move | [Move, number])[] {
  const isBlocked = setting.profile === "current" && !setting.signs;
  const isUnverified = setting.profile === "current" && setting.signs && persona === "new";
  const connect = persona === "new" ? [pressConnect] : [goToConsent, logIn, approve];
  const land = isUnverified ? [enterCode, open] : [follow];
  const openAll = isBlocked ? [mint] : isUnverified ? [inTurn(mint, enterCode), open] : [open];
  switch (event) {
    case "none":
      if (persona === "operator")
        return [seeTokens, createToken, ...(setting.profile === "current" ? [register] : [])];
      return [
        ...connect,
        ...openAll,
        ...(persona === "colleague" && setting.profile === "documented" ? [createKey] : []),
      ];
    case "refused":
      return [...connect.slice(0, -1), cancel, goToConsent, approve];
    case "slow":
      return [pressButton("Slow the next answers"), ...connect];
    case "limited":
      return [...connect, pressButton("Limit the next click"), mint, ...openAll];
    case "links_off":
      return [...connect, pressButton("Turn off one-click links"), mint];
    case "expired":
      return [
        ...connect,
        pressButton("Let an hour pass"),
        ...(isBlocked ? [[mint, 2] satisfies [Move, number]] : [mint, ...land]),
      ];
    case "lost":
      return [...connect, pressButton("Let an hour pass and lose the next refresh"), mint, reconnect];
    case "secret_key":
      return [...connect, ...giveKey(setting, "project:write"), createKey];
    case "proxy":
      return [
        ...connect,
        ...giveKey(setting, "organization:write"),
        addProxy,
        pressButton("Let PostHog find the DNS record"),
        seeProxies,
      ];
    case "signing":
      return [pressButton("Make a signing key"), register, seeLimits];
  }
}

const inTurn =
  (...moves: Move[]): Move =>
  async (actor) => {
    for (const move of moves) await move(actor);
  };

const pressButton =
  (button: string): Move =>
  async ({ page, sandbox }) => {
    await sendForm(page, "/connection", button);
    // The delay of a slow answer is not under test here.
    if (button.startsWith("Slow"))
      for (const region of ["us", "eu"] as const) await sandbox.control("DELETE", "faults", { region });
  };

/** Where the last button press led, for the next move. */
const places = new WeakMap<Page, string>();
const shown = new WeakMap<Page, string>();

const pressConnect: Move = async ({ page, region }) => {
  const sent = await sendForm(page, "/connection", "Connect PostHog", { region: region.toUpperCase() });
  places.set(page, sent.headers().location ?? "");
};

const goToConsent: Move = async (actor) => {
  await pressConnect(actor);
  await show(actor);
};

async function show({ page }: Actor): Promise<void> {
  shown.set(page, await (await page.request.get(places.get(page) ?? "")).text());
}

const logIn: Move = (actor) => sendShown(actor, "Log in", { email: actor.email });

const approve: Move = (actor) => sendShown(actor, "Approve");

async function sendShown({ page, sandbox, region }: Actor, button: string, typed = {}): Promise<void> {
  const { action, body } = fillForm(shown.get(page) ?? "", button, typed);
  const origin = sandbox.origins[region];
  const form = Object.fromEntries([...body].map(([name, value]) => [name, String(value)]));
  // A form without an action posts to the address of its page.
  const address = action ? origin + action : (places.get(page) ?? "");
  shown.set(page, await (await page.request.post(address, { headers: { origin }, form })).text());
}

const cancel: Move = ({ page, sandbox, region }) => page.request.get(`${sandbox.origins[region]}/`);

const mint: Move = async ({ page }) => {
  const sent = await sendForm(page, "/connection", "Open in PostHog");
  places.set(page, sent.headers().location ?? "");
};

const follow: Move = ({ page }) => page.request.get(places.get(page) ?? "");

const open = inTurn(mint, follow);

/** Enters the code on the page that a link opens for someone whose address is not verified. */
const enterCode: Move = async (actor) => {
  await show(actor);
  const { messages } = await actor.sandbox.control("GET", "mail", { region: actor.region, schema: mails });
  const code = messages.findLast(({ to }) => to === actor.email)?.text.match(/\b\d{6}\b/)?.[0] ?? "";
  await sendShown(actor, "Verify e-mail", { code });
};

const mails = z.object({ messages: z.array(z.object({ to: z.string(), text: z.string() })) });

const seeTokens: Move = ({ page }) => page.request.get("/partner/verification");

const createToken: Move = ({ page }) =>
  sendForm(page, "/partner/verification/new", "Create the token", { label: "Tried" });

const register: Move = ({ page }) => sendForm(page, "/partner", "Register in US");

const seeLimits: Move = ({ page }) => page.request.get("/partner");

const reconnect: Move = async (actor) => {
  await goToConsent(actor);
  if (shown.get(actor.page)?.includes("Log in</button>"))
    await sendShown(actor, "Log in", { email: actor.email });
  await approve(actor);
};

const PERSONAL_KEY = "/connection/personal-api-key";

/** Where PostHog requires a personal API key: opens PostHog's page, creates a key there, and gives it to the app. */
const giveKey = ({ profile }: Setting, scope: string): Move[] =>
  profile === "documented" ? [] : [seePersonalKeys, createPersonalKey(scope), handOverKey];

const seePersonalKeys: Move = async (actor) => {
  const ours = parse(await (await actor.page.request.get(PERSONAL_KEY)).text());
  const link = ours.querySelectorAll("a").find(({ text }) => text === "personal API keys in PostHog");
  places.set(actor.page, link?.getAttribute("href") ?? "");
  await show(actor);
};

const createPersonalKey =
  (scopes: string): Move =>
  (actor) =>
    sendShown(actor, "Create key", { label: "Tried", scopes });

const handOverKey: Move = ({ page }) =>
  sendForm(page, PERSONAL_KEY, "Check and keep the key", {
    key: shown.get(page)?.match(/phx_\w+/)?.[0] ?? "",
  });

const createKey: Move = ({ page }) =>
  sendForm(page, "/connection/secret-keys/new", "Create the key", { label: "Tried", "endpoint:read": "on" });

const addProxy: Move = ({ page, email }) =>
  sendForm(page, "/connection/proxies", "Add the proxy", { domain: `e.${email.split("@")[0]}.example.com` });

const seeProxies: Move = async ({ page }) => {
  const list = await page.request.get("/connection/proxies");
  expect(await list.text()).toContain("Live");
};
