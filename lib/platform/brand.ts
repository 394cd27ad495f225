/**
 * The partner's name and words. `npm run rebrand` replaces them, the two colours at the top of app/globals.css,
 * public/mark.svg, and the name PostHog shows, which is in .well-known/posthog-client.json.
 */
export const brand = {
  name: "Burrow",
  tagline: "A cosy home for side projects",
  headline: "Know who visits your burrow",
  pitch:
    "Burrow keeps your side project online. To see who visits it, connect PostHog: one button takes you into your project there, logged in.",
  /** PostHog puts this before the names of the keys that it creates for a project. */
  labelPrefix: "Burrow",
} as const;

const LONGEST_LABEL_PREFIX = 25;

/** PostHog counts code points, and refuses control and format characters and line separators. */
export const isLabelPrefix = (text: string): boolean =>
  text !== "" && [...text].length <= LONGEST_LABEL_PREFIX && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(text);
