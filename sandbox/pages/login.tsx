import type { Context } from "hono";
import { Hono } from "hono";
import { sendVerification } from "../consent/messages";
import { logIn, logOut } from "../consent/sessions";
import type { SandboxEnv } from "../http/app";
import { readBody } from "../http/body";
import type { Region } from "../region";
import { findUserByEmail } from "../store/directory";
import { LoginForm } from "./login-form";
import { safeNextPath } from "./next-path";
import { renderPage } from "./render";
import { ownFormsOnly } from "./security";
import { isSignedIn, readSignedInForm, readVisit } from "./visit";

/** Accounts of the sandbox have no passwords: who you are is a matter of choosing. */
export function loginRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();

  app.get("/login", (c) => showLogin(c, region, { next: safeNextPath(c.req.query("next")) }));

  app.post("/login", ownFormsOnly(region), async (c) => {
    const { fields } = await readBody(c);
    const next = safeNextPath(fields.next);
    const email = typeof fields.email === "string" ? fields.email.trim() : "";
    const user = findUserByEmail(region, email);
    if (!user) return showLogin(c, region, { next, email, problem: "There is no account with this e-mail." });
    if (!user.isActive) return showLogin(c, region, { next, email, problem: "This account is deactivated." });
    if (!user.emailVerified) {
      sendVerification(region, user);
      return c.redirect(`/verify_email/${user.uuid}`, 303);
    }
    logIn(c, region, user);
    return c.redirect(next ?? "/", 303);
  });

  app.post("/logout", ownFormsOnly(region), async (c) => {
    const visit = readVisit(c, region);
    if (!isSignedIn(visit)) return c.redirect("/login", 303);
    const next = safeNextPath((await readSignedInForm(c, visit)).next);
    logOut(c, region);
    return c.redirect(next ? `/login?next=${encodeURIComponent(next)}` : "/login", 303);
  });

  return app;
}

interface Attempt {
  next: string | undefined;
  email?: string;
  problem?: string;
}

function showLogin(c: Context<SandboxEnv>, region: Region, attempt: Attempt) {
  if (attempt.problem) c.status(400);
  const users = [...region.store.users.values()];
  return renderPage(
    c,
    { visit: readVisit(c, region), title: "Log in" },
    <LoginForm {...attempt} users={users} />,
  );
}
