import type { ConnectionOwner } from "../tokens/owner";

/** This app has one project per person. A product with many uses the id of its site or workspace instead. */
const ONLY_PROJECT = "default";

/** The connection that a person works with here. */
export const connectionOf = (user: { readonly id: string }): ConnectionOwner => ({
  userId: user.id,
  partnerProjectId: ONLY_PROJECT,
});
