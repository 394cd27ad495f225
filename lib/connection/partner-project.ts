import type { ConnectionOwner } from "../tokens/owner";

/** This app has one project per person. A product with many uses the id of its site or workspace instead. */
const ONLY_PROJECT = "default";

/**
 * PostHog's `project_id`, which gives a partner project a PostHog project of its own. The only one of a person has
 * none: there, the project that PostHog made or that the person chose on the consent page counts.
 */
export const posthogProjectId = ({ partnerProjectId }: ConnectionOwner): string | undefined =>
  partnerProjectId === ONLY_PROJECT ? undefined : partnerProjectId;

/** The connection that a person works with here. */
export const connectionOf = (user: { readonly id: string }): ConnectionOwner => ({
  userId: user.id,
  partnerProjectId: ONLY_PROJECT,
});
