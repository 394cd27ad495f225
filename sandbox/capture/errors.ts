import type { Context } from "hono";

/** An error of PostHog's capture service. Its body is plain text. */
export class CaptureError extends Error {
  constructor(
    readonly status: 400 | 401 | 413,
    message: string,
  ) {
    super(message);
  }
}

export const undecodable = (reason: string) => new CaptureError(400, `failed to decode request: ${reason}`);
export const unparsable = (reason: string) => new CaptureError(400, `failed to parse request: ${reason}`);

export function answerCaptureError(error: Error, c: Context): Response {
  if (error instanceof CaptureError) return c.text(error.message, error.status);
  throw error;
}
