import { readFileSync } from "node:fs";
import type { Context } from "hono";
import { Hono } from "hono";
import { z } from "zod";
import { controlRoutes } from "../control/routes";
import type { Region } from "../core/region";
import { readBody } from "../http/body";
import type { SandboxEnv } from "../http/env";
import { PageProblem } from "../pages/problem";
import { renderPage } from "../pages/render";
import { ownFormsOnly } from "../pages/security";
import { readVisit } from "../pages/visit";
import { logIn, staleAuthentication } from "../sessions/sessions";
import type { World } from "../world/world";
import { findAction } from "./actions";
import { Calls, readFilter } from "./calls";
import { callControl } from "./control-client";
import { FormFields } from "./form-fields";
import { Inspector, type Notice } from "./inspector";
import { PANELS } from "./panel";
import { Panels } from "./panels";

const SCRIPT = "/static/sandbox/inspector.js";

const viewSchema = z.object({
  since: z.coerce.number().int().min(0).catch(0),
  show: z.string().optional().transform(readFilter),
  open: z.enum(PANELS).optional().catch(undefined),
  find: z.string().default(""),
});

/** The inspector: the calls between an app and PostHog, and controls for the sandbox. */
export function inspectorRoutes(world: World, region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  const control = controlRoutes(world, region);
  const script = readFileSync(new URL("./live.js", import.meta.url), "utf8");

  app.get(SCRIPT, (c) =>
    c.body(script, 200, { "content-type": "text/javascript", "cache-control": "no-cache" }),
  );

  app.get("/_sandbox", (c) => show(c, region));

  app.get("/_sandbox/inspector/updates", (c) => {
    const view = viewSchema.parse(c.req.query());
    return c.html(
      <>
        <Calls region={region} filter={view.show} since={view.since} />
        <Panels region={region} open={view.open} find={view.find} />
      </>,
    );
  });

  app.post("/_sandbox/inspector/log-in-as", ownFormsOnly(region), async (c) => {
    const fields = new FormFields((await readBody(c)).fields);
    const user = region.store.users.get(fields.text("id") ?? "");
    if (!user) throw new PageProblem("not_found");
    const session = logIn(c, region, user);
    if (fields.flag("stale")) session.authenticatedAt = staleAuthentication(region);
    return c.redirect("/", 303);
  });

  app.post("/_sandbox/inspector/:action", ownFormsOnly(region), async (c) => {
    const action = findAction(c.req.param("action"));
    if (!action) throw new PageProblem("not_found");
    const { fields } = await readBody(c);
    const answer = await callControl(control, action.toCall(new FormFields(fields)));
    if (!answer.isDone) {
      c.status(400);
      return show(c, region, { isProblem: true, text: answer.problem, panel: action.panel });
    }
    // Do not redirect: a new key is shown only once, in this response.
    const secret = z.object({ value: z.string() }).safeParse(answer.body).data?.value;
    if (secret) {
      const text = `Copy it now, it is not shown again: ${secret}`;
      return show(c, region, { isProblem: false, text, panel: action.panel });
    }
    return c.redirect(`/_sandbox?open=${action.panel}#${action.panel}`, 303);
  });

  return app;
}

function show(c: Context<SandboxEnv>, region: Region, notice?: Notice) {
  const { show: filter, open, find } = viewSchema.parse(c.req.query());
  return renderPage(
    c,
    { visit: readVisit(c, region), title: "Inspector", width: "full", script: SCRIPT },
    <Inspector region={region} filter={filter} open={notice?.panel ?? open} find={find} notice={notice} />,
  );
}
