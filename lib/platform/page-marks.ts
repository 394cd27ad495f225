/** In the query of an address: the page was loaded again, because it was of a build that had another action. */
export const OUTDATED = "outdated";

/** In the query of an address: its user has signed in again, because the session had ended under a click. */
export const RESUMED = "resumed";

/** A cookie: this browser has run a script of this app. */
export const SCRIPTS_COOKIE = "scripts";
