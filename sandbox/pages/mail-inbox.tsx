import { Hono } from "hono";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import type { Mail } from "../store/browser";
import { EmptyState } from "./empty-state";
import { Moment } from "./moment";
import { renderPage } from "./render";
import { readVisit } from "./visit";

/** All mail of the region, newest first. No mail is really sent. */
export function mailInboxRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();

  app.get("/_sandbox/mail-inbox", (c) => {
    const messages = [...region.store.mail].reverse();
    return renderPage(
      c,
      { visit: readVisit(c, region), title: "Mail inbox", width: "medium" },
      <div class="stack">
        <div class="row-between">
          <h1>Mail inbox</h1>
          <a href="/_sandbox/mail-inbox">Check for new mail</a>
        </div>
        {messages.length === 0 ? (
          <EmptyState title="No mail yet">
            Mail to all users of this region arrives here: welcome mails, e-mail verification, news about
            proxies.
          </EmptyState>
        ) : null}
        {messages.map((message) => (
          <Message message={message} />
        ))}
      </div>,
    );
  });

  return app;
}

function Message({ message }: { message: Mail }) {
  return (
    <article class="card stack">
      <div class="stack-tight">
        <h2>{message.subject}</h2>
        <p class="row-between soft small">
          <span class="breakable">To {message.to}</span>
          <Moment at={message.at} />
        </p>
      </div>
      <p class="mail-text">
        <LinkedText text={message.text} links={message.links} />
      </p>
    </article>
  );
}

/** Makes the message's known links clickable, and no other text. */
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
