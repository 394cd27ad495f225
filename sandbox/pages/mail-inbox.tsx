import { Hono } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import type { Mail } from "../store/browser";
import { EmptyState } from "./empty-state";
import { Moment } from "./moment";
import { renderPage } from "./render";
import { readVisit } from "./visit";

/** Every message of the region, newest first. Nothing is ever really sent. */
export function mailInboxRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();

  app.get("/_sandbox/mail-inbox", (c) => {
    const letters = [...region.store.mail].reverse();
    return renderPage(
      c,
      { visit: readVisit(c, region), title: "Mail inbox" },
      <div class="stack">
        <div class="row-between">
          <h1>Mail inbox</h1>
          <a href="/_sandbox/mail-inbox">Look for new mail</a>
        </div>
        {letters.length === 0 ? (
          <EmptyState title="No mail yet">
            Messages to everybody in this region arrive here: welcomes, e-mail verification, news about
            proxies.
          </EmptyState>
        ) : null}
        {letters.map((letter) => (
          <Letter letter={letter} />
        ))}
      </div>,
    );
  });

  return app;
}

function Letter({ letter }: { letter: Mail }) {
  return (
    <article class="card stack">
      <div class="stack-tight">
        <h2>{letter.subject}</h2>
        <p class="row-between soft small">
          <span class="breakable">To {letter.to}</span>
          <Moment at={letter.at} />
        </p>
      </div>
      <p class="letter-text">
        <LinkedText text={letter.text} links={letter.links} />
      </p>
    </article>
  );
}

/** Turns the message's own links, and nothing else in it, into links. */
function LinkedText({ text, links }: { text: string; links: string[] }) {
  const link = links.find((candidate) => text.includes(candidate));
  if (!link) return <>{text}</>;
  const [before = "", ...after] = text.split(link);
  return (
    <>
      {before}
      <a href={link}>{link}</a>
      <LinkedText text={after.join(link)} links={links} />
    </>
  );
}
