/**
 * The story around the integration. `npm run rebrand` replaces these words, the two colours at the top of
 * app/globals.css, public/mark.svg, and the name PostHog shows, which is in .well-known/posthog-client.json.
 */
export const brand = {
  name: "Burrow",
  tagline: "A cosy home for side projects",
  headline: "Know who visits your burrow",
  pitch:
    "Burrow keeps your side project online. To see who visits it, connect PostHog: one button, no keys to copy.",
} as const;
