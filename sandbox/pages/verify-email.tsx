import { Hono } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { findByUuid, findPasswordLink } from "../sessions/email-proofs";
import type { User } from "../store/people";
import { PageProblem } from "./problem";
import { renderPage } from "./render";
import { Result } from "./result";
import { readVisit } from "./visit";

/** The pages on which a user whose account an app created proves that the e-mail address is theirs. */
export function verifyEmailRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();

  app.get("/verify_email/:uuid", (c) => {
    const { uuid } = c.req.param();
    const user = findByUuid(region, uuid);
    if (!user) throw new PageProblem("not_found");
    const { reason, sent, error } = c.req.query();
    return renderPage(
      c,
      { visit: readVisit(c, region), title: "Verify your e-mail" },
      user.emailVerified ? (
        <Verified />
      ) : (
        <VerifyFirst
          user={user}
          isFromDeepLink={reason === "partner_deep_link"}
          isResent={sent === "true"}
          isWrongCode={error === "invalid_code"}
        />
      ),
    );
  });

  app.get("/set_password/:uuid/:token", (c) => {
    const { uuid, token } = c.req.param();
    const user = findPasswordLink(region, uuid, token);
    if (!user) return c.redirect("/login?error=invalid_token");
    return renderPage(
      c,
      { visit: readVisit(c, region), title: "Set your password" },
      <SetPassword user={user} action={c.req.path} />,
    );
  });

  return app;
}

interface VerifyFirstProps {
  user: User;
  isFromDeepLink: boolean;
  isResent: boolean;
  isWrongCode: boolean;
}

function VerifyFirst({ user, isFromDeepLink, isResent, isWrongCode }: VerifyFirstProps) {
  return (
    <div class="card stack">
      <h1>Verify your e-mail first</h1>
      {isResent ? <Result isProblem={false}>We sent it again.</Result> : null}
      <p>
        We sent a six-digit code to <strong class="breakable">{user.email}</strong>. Type it here to prove
        that the address is yours.
      </p>
      <form class="stack" method="post" action={`/verify_email/${user.uuid}/code`}>
        <div class="field">
          <label for="code">Verification code</label>
          <input
            class="input"
            id="code"
            name="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            required
            autofocus={isWrongCode}
            aria-invalid={isWrongCode ? "true" : undefined}
            aria-describedby={isWrongCode ? "code-problem" : undefined}
          />
          {isWrongCode ? (
            <p class="notice notice-bad" id="code-problem" role="alert">
              This code is not valid. Type the code of the latest message, or send it again.
            </p>
          ) : null}
        </div>
        <button class="button" type="submit">
          Verify e-mail
        </button>
      </form>
      {isFromDeepLink ? (
        <p class="soft">
          The link that brought you here has been used. Once you are verified, open PostHog from the app
          again.
        </p>
      ) : null}
      <div class="row">
        <a class="button button-quiet" href="/_sandbox/mail-inbox">
          Open the mail inbox
        </a>
        <form method="post" action={`/verify_email/${user.uuid}`}>
          <button class="button button-quiet" type="submit">
            Send it again
          </button>
        </form>
      </div>
      <p class="soft small">The sandbox sends no real mail: every message lands in its own inbox.</p>
    </div>
  );
}

function Verified() {
  return (
    <div class="card stack">
      <h1>Your e-mail is verified</h1>
      <p>There is nothing else to do here.</p>
      <p>
        <a class="button" href="/">
          Go to the home page
        </a>
      </p>
    </div>
  );
}

function SetPassword({ user, action }: { user: User; action: string }) {
  return (
    <div class="card stack">
      <h1>Welcome to PostHog</h1>
      <p>
        Set a password for <strong class="breakable">{user.email}</strong>. The link was sent to this address,
        so this also verifies your e-mail.
      </p>
      <form class="stack" method="post" action={action}>
        <div class="field">
          <label for="password">Password</label>
          <input
            class="input"
            id="password"
            name="password"
            type="password"
            autocomplete="new-password"
            aria-describedby="password-hint"
          />
          <p class="soft small" id="password-hint">
            The sandbox does not store the password: users log in with their e-mail address only.
          </p>
        </div>
        <button class="button" type="submit">
          Set password and verify e-mail
        </button>
      </form>
    </div>
  );
}
