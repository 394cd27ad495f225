import { Hono } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { safeNext } from "../sessions/log-in";
import { LoginForm } from "./login-form";
import { renderPage } from "./render";
import { readVisit } from "./visit";

const PROBLEMS = new Map([
  ["invalid_credentials", "There is no active account with this e-mail address."],
  ["invalid_token", "That link has been used or has expired. Log in, or request a new one."],
]);

export function loginRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();

  app.get("/login", (c) => {
    const { next, email = "", error = "" } = c.req.query();
    const users = [...region.store.users.values()];
    return renderPage(
      c,
      { visit: readVisit(c, region), title: "Log in", width: "medium" },
      <LoginForm users={users} next={safeNext(region, next)} email={email} problem={PROBLEMS.get(error)} />,
    );
  });

  return app;
}
