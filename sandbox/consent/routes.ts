import { Hono } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { methodNotAllowed } from "../http/errors";
import { resendVerification, setPassword, verifyEmail } from "../sessions/email-proofs";
import { postLogIn, postLogOut } from "../sessions/log-in";
import { authorize } from "./authorize";
import { confirmEndpoint, pendingEndpoint } from "./consent-api";

/**
 * Consent, log-in and deep links: the routes that answer with a redirect or with JSON. The pages in `pages/` post
 * their forms to them.
 */
export function consentRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.get("/api/agentic/authorize", (c) => authorize(c, region)).all(methodNotAllowed);
  app.get("/api/agentic/authorize/pending/", pendingEndpoint(region)).all(methodNotAllowed);
  app.post("/api/agentic/authorize/confirm/", confirmEndpoint(region)).all(methodNotAllowed);
  app.post("/login", (c) => postLogIn(c, region));
  app.post("/logout", (c) => postLogOut(c, region));
  app.post("/verify_email/:uuid", (c) => resendVerification(c, region));
  app.post("/verify_email/:uuid/code", (c) => verifyEmail(c, region));
  app.post("/set_password/:uuid/:token", (c) => setPassword(c, region));
  return app;
}
