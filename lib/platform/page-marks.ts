/** Query parameter: the page was reloaded, because it came from a build with other actions. */
export const OUTDATED = "outdated";

/** Query parameter: the user has signed in again, because the session had ended before a click. */
export const RESUMED = "resumed";

/** Cookie: this browser has run a script of this app. */
export const SCRIPTS_COOKIE = "scripts";
