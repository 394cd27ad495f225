/** In the query of an address: the page was loaded again, because it was of a build that had another action. */
export const OUTDATED = "outdated";
