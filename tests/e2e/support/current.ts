import { testIn } from "./fixtures";

/** Tests against today's server, which gives partners less than the documented one. */
export const test = testIn("current");
