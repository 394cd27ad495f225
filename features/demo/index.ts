import { DemoGuide } from "./demo-guide";
import { readGuide } from "./guide";
import { demoMessages } from "./messages";

/** The guided demonstration with the sandbox. */
export const demo = {
  messages: demoMessages,
  links: [{ place: "sandbox", href: "/demo", label: "Pick a story" }] as const,
  Aside: DemoGuide,
  suggestedEmail: async () => (await readGuide())?.email,
};
