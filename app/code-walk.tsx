/** The core files, in reading order. */
export const CODE_WALK = [
  [".well-known/posthog-client.json", "who you are to PostHog: the one file that every partner edits"],
  ["lib/posthog/client.ts", "PostHog’s API in five steps, without any framework"],
  ["lib/connection/onboarding.ts", "from the button to tokens"],
  ["lib/connection/callback.ts", "how a consent returns to the user that started it"],
  ["lib/tokens/custody.ts", "tokens encrypted, and refreshed once across processes"],
  ["app/connection/actions.ts", "the server actions: one per button"],
  ["components/open-in-posthog.tsx", "the button"],
] as const;

export function CodeWalk() {
  return (
    <ol className="divide-y divide-line">
      {CODE_WALK.map(([file, words], index) => (
        <li key={file} className="grid gap-x-group py-2 @2xl:grid-cols-[20rem_1fr]">
          <code className="wrap-anywhere">
            <span className="text-ink-soft">{index + 1}. </span>
            {file}
          </code>
          <span className="text-ink-soft">{words}</span>
        </li>
      ))}
    </ol>
  );
}
