/**
 * The story around the integration. To rebrand: these words, the two colours at the top of app/globals.css,
 * and public/mark.svg; the name PostHog shows is in .well-known/posthog-client.json.
 */
export const brand = {
  name: "Burrow",
  tagline: "A cosy home for side projects",
  pitch:
    "Burrow keeps your side project online. To see who visits it, connect PostHog: one button, no keys to copy.",
} as const;
