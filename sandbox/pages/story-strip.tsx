import { readProgress, type ShownPage } from "../core/story";
import type { Visit } from "./visit";

interface StoryStripProps {
  visit: Visit;
  shown: ShownPage;
}

/** Shown while a story runs: the reader's role in it, the next step, and a link back to the app. */
export function StoryStrip({ visit: { region, signedIn }, shown }: StoryStripProps) {
  const isTheirs = signedIn?.user.email === region.stage.story?.email;
  const progress = readProgress(region, isTheirs ? shown : undefined);
  if (!progress) return null;
  const { story, done } = progress;
  const step = story.steps[done];
  return (
    <section class="story-strip" aria-label="Story">
      <p>
        You are <strong>{story.name}</strong>, <span class="breakable">{story.email}</span>.
      </p>
      <p>
        <strong>{step ? `Step ${done + 1} of ${story.steps.length}` : "The story is complete"}</strong>
        {step ? `: ${step.text}` : null}
      </p>
      <a href={`${story.app_url}/connection`}>Back to {story.app_name}</a>
    </section>
  );
}
