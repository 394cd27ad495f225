import type { ConnectionOwner } from "../tokens/owner";

/** This app has one project per person. A product with many uses the id of its site or workspace instead. */
const ONLY_PROJECT = "default";

/**
 * PostHog's `project_id`, which gives a partner project its own PostHog project. Undefined for a person's only project,
 * which uses the project that PostHog created or that the person chose on the consent page.
 */
export const posthogProjectId = ({ partnerProjectId }: ConnectionOwner): string | undefined =>
  partnerProjectId === ONLY_PROJECT ? undefined : partnerProjectId;

/** The owner of the connection that a person works with in this app. */
export const connectionOf = (user: { readonly id: string }): ConnectionOwner => ({
  userId: user.id,
  partnerProjectId: ONLY_PROJECT,
});
