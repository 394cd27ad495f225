import { DemoGuide } from "./demo-guide";
import { readGuide } from "./guide";

/** The guided demonstration with the sandbox. */
export const demo = {
  links: [{ place: "sandbox", href: "/demo", label: "Pick a story" }] as const,
  Aside: DemoGuide,
  suggestedEmail: async () => (await readGuide())?.email,
};
