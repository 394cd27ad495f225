/** What PostHog wants for reading events back. */
export const READ_BACK = "query:read";
