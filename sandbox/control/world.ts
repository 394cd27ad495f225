import { Hono } from "hono";
import { z } from "zod";
import type { Clock } from "../core/clock";
import type { Region } from "../core/region";
import { PROFILES, type Settings } from "../core/settings";
import type { SandboxEnv } from "../http/env";
import type { World } from "../world/world";
import { answerControlError, readControl } from "./control";

const resetBody = z.strictObject({ profile: z.enum(PROFILES).optional(), strict: z.boolean().optional() });

const clockBody = z.strictObject({
  advance_seconds: z.number().min(0).max(1e10).optional(),
  frozen: z.boolean().optional(),
});

const cap = z.number().int().min(0);
const callerCaps = z.strictObject({ address: cap, email_root: cap, email_domain: cap });

const settingsBody = z.strictObject({
  workflow_engine: z.enum(["up", "down"]).optional(),
  throttle: z.boolean().optional(),
  strict: z.boolean().optional(),
  documented_status_codes: z.boolean().optional(),
  caller_caps: callerCaps.partial().optional(),
});

/** Health, reset, clock and settings. All but health apply to both regions. */
export function worldControl(world: World, region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.onError(answerControlError);

  app.get("/health", (c) => c.json({ status: "ok", region: region.name, profile: world.settings.profile }));

  app.post("/reset", async (c) => {
    const { profile, strict } = await readControl(c, resetBody);
    world.reset(profile, strict);
    return c.body(null, 204);
  });

  app.get("/clock", (c) => c.json(presentClock(world.clock)));
  app.post("/clock", async (c) => {
    const { advance_seconds, frozen } = await readControl(c, clockBody);
    if (frozen === true) world.clock.freeze();
    if (advance_seconds !== undefined) world.clock.advance(advance_seconds);
    if (frozen === false) world.clock.unfreeze();
    return c.json(presentClock(world.clock));
  });

  app.get("/settings", (c) => c.json(presentSettings(world.settings)));
  app.patch("/settings", async (c) => {
    const change = await readControl(c, settingsBody);
    const { settings } = world;
    settings.workflowEngine = change.workflow_engine ?? settings.workflowEngine;
    settings.throttle = change.throttle ?? settings.throttle;
    settings.strict = change.strict ?? settings.strict;
    settings.documentedStatusCodes = change.documented_status_codes ?? settings.documentedStatusCodes;
    const { address, email_root, email_domain } = change.caller_caps ?? {};
    settings.callerCaps = {
      address: address ?? settings.callerCaps.address,
      emailRoot: email_root ?? settings.callerCaps.emailRoot,
      emailDomain: email_domain ?? settings.callerCaps.emailDomain,
    };
    return c.json(presentSettings(settings));
  });

  return app;
}

function presentClock(clock: Clock) {
  const { offset, frozenAt } = clock.snapshot();
  return {
    now: new Date(clock.now()).toISOString(),
    offset_seconds: offset / 1000,
    frozen: frozenAt !== null,
  };
}

function presentSettings(settings: Settings) {
  return {
    workflow_engine: settings.workflowEngine,
    throttle: settings.throttle,
    strict: settings.strict,
    documented_status_codes: settings.documentedStatusCodes,
  };
}
