import type { Child } from "hono/jsx";
import type { ShownPage } from "../core/story";
import { ICON, STYLESHEET } from "./assets";
import { CsrfField } from "./csrf-field";
import { Mark } from "./mark";
import { StoryStrip } from "./story-strip";
import type { Visit } from "./visit";

export interface LayoutProps {
  visit: Visit;
  title: string;
  /** Narrow for forms and single steps, medium for two columns, wide for projects, full for the inspector. */
  width?: "narrow" | "medium" | "wide" | "full";
  script?: string;
  shown: ShownPage;
  children: Child;
}

export function Layout({ visit, title, width = "narrow", script, shown, children }: LayoutProps) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · Sandbox ${visit.region.name}`}</title>
        <link rel="icon" href={ICON} type="image/svg+xml" />
        <link rel="stylesheet" href={STYLESHEET} />
        {script ? <script type="module" src={script} /> : null}
      </head>
      <body>
        <a class="skip-link" href="#content">
          Skip to the content
        </a>
        <header>
          <Strip visit={visit} />
          <StoryStrip visit={visit} shown={shown} />
          <Bar visit={visit} />
        </header>
        <main id="content" class={width}>
          {children}
        </main>
        <footer class="foot">
          This is a sandbox, a local stand-in for PostHog. Nothing here leaves this machine.
        </footer>
      </body>
    </html>
  );
}

/** On every page, so that no one mistakes the sandbox for PostHog. */
function Strip({ visit: { region } }: { visit: Visit }) {
  return (
    <div class="strip">
      <span class="strip-name">
        <Mark />
        Sandbox
      </span>
      <span>
        {region.name}
        <span class="strip-note"> region</span>, {region.settings.profile}
        <span class="strip-note"> profile</span>
      </span>
      <span class="strip-note">A local stand-in for PostHog</span>
      <nav class="strip-links" aria-label="Sandbox">
        <a href="/_sandbox">Inspector</a>
        <a href="/_sandbox/mail-inbox">Mail</a>
      </nav>
    </div>
  );
}

function Bar({ visit: { signedIn } }: { visit: Visit }) {
  return (
    <div class="bar">
      <a class="bar-home" href="/">
        Home
      </a>
      {signedIn ? (
        <form class="bar-who" method="post" action="/logout">
          <CsrfField session={signedIn.session} />
          <span>
            <span class="soft">Logged in as</span> <strong>{signedIn.user.email}</strong>
          </span>
          <button class="button button-quiet button-small" type="submit">
            Log out
          </button>
        </form>
      ) : (
        <a href="/login">Log in</a>
      )}
    </div>
  );
}
