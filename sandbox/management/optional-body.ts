import type { Context } from "hono";
import { type Body, readBody } from "../http/body";
import { ApiError } from "../http/errors";

const EMPTY: Body = { isForm: false, fields: {}, lists: {} };

/**
 * Reads the body to find a credential in it. An invalid body counts as empty, so that its error is reported only
 * after authentication.
 */
export async function readBodyOrEmpty(c: Context): Promise<Body> {
  try {
    return await readBody(c);
  } catch (error) {
    if (error instanceof ApiError) return EMPTY;
    throw error;
  }
}
