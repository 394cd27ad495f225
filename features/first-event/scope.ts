/** The scope that PostHog requires for reading events back. */
export const READ_BACK = "query:read";
