/** The operators' page: the state of this app's integration with PostHog. */
export const partnerConsole = {
  activities: {
    register_client: { done: "Registered this app", failed: "Could not register this app" },
  },
  links: [{ place: "operators", href: "/partner", label: "Partner" }] as const,
};
