import type { Context } from "hono";
import { type Body, readBody } from "../http/body";
import { ApiError } from "../http/errors";

const NOTHING: Body = { isForm: false, fields: {}, lists: {} };

/** The body, to look for a credential in it. What is wrong with it is told later, to those who may know. */
export async function readBodyQuietly(c: Context): Promise<Body> {
  try {
    return await readBody(c);
  } catch (error) {
    if (error instanceof ApiError) return NOTHING;
    throw error;
  }
}
