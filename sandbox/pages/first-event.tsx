import { Mark } from "./mark";
import type { ProjectVisit } from "./visit";

/** For a project without events: how to send the first one, ready to be copied. */
export function FirstEvent({ visit: { region, project }, title }: { visit: ProjectVisit; title: string }) {
  const { origin } = region;
  const token = project.apiToken;
  const body = JSON.stringify({ api_key: token, event: "hello", distinct_id: "me" });
  return (
    <section class="card stack" aria-labelledby="first-event">
      <div class="row">
        <span class="badge-mark">
          <Mark />
        </span>
        <div>
          <h2 id="first-event">{title}</h2>
          <p class="soft">Send the first event in one of these ways. It appears here at once.</p>
        </div>
      </div>
      <Snippet
        name="From a terminal"
        code={`curl ${origin}/i/v0/e/ \\\n  -H 'Content-Type: application/json' \\\n  -d '${body}'`}
      />
      <Snippet
        name="From a web page, with posthog-js"
        code={`posthog.init("${token}", { api_host: "${origin}" })\nposthog.capture("hello")`}
      />
      <p>
        <a class="button button-quiet" href="?">
          Look for events
        </a>
      </p>
    </section>
  );
}

function Snippet({ name, code }: { name: string; code: string }) {
  return (
    <figure class="stack-tight">
      <figcaption>{name}</figcaption>
      <pre class="token">{code}</pre>
    </figure>
  );
}
