import type { Region } from "../core/region";
import { readProgress, type StoryProgress } from "../core/story";
import { STYLESHEET } from "../pages/assets";
import { Arrow } from "./arrow";

interface StoryViewProps {
  region: Region;
  script: string;
}

/** A complete page without the sandbox's frame, because the app that embeds it has its own. */
export function StoryView({ region, script }: StoryViewProps) {
  const progress = readProgress(region);
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`Calls to PostHog ${region.name}`}</title>
        <link rel="stylesheet" href={STYLESHEET} />
        <script type="module" src={script} />
      </head>
      <body class="story">{progress ? <Sequence region={region} progress={progress} /> : <NoStory />}</body>
    </html>
  );
}

function NoStory() {
  return (
    <main class="story-empty">
      <h1 class="visually-hidden">Calls to PostHog</h1>
      <p class="soft">No story is running.</p>
    </main>
  );
}

/** How many calls and events are shown. The inspector has the older calls. */
const SHOWN = 100;

function Sequence({ region, progress }: { region: Region; progress: StoryProgress }) {
  const { story, entries, done } = progress;
  return (
    <main class="story-main">
      <div data-live="lanes">
        <h1 class="visually-hidden">Calls to PostHog {region.name}</h1>
        <div class="lanes" aria-hidden="true">
          <span>{story.app_name}</span>
          <span>Browser</span>
          <span>PostHog {region.name}</span>
        </div>
      </div>
      <div class="arrows-frame" role="log" aria-label="Calls" tabindex={0}>
        <ol class="arrows" data-story={story.id} data-done={String(done)} data-app={story.app_url}>
          {entries.slice(-SHOWN).map((entry) =>
            entry.kind === "event" ? (
              <li class="story-event" id={`event-${entry.at}`}>
                {entry.event.text}
              </li>
            ) : (
              <Arrow region={region} appName={story.app_name} request={entry.request} />
            ),
          )}
        </ol>
        <p class="story-empty soft">
          {story.name}'s calls appear here as they happen. Open one to read it. Only the first eight
          characters of each secret are shown.
        </p>
      </div>
      <noscript>
        <a href="/_sandbox/story/view">Reload</a> to see new calls.
      </noscript>
    </main>
  );
}
