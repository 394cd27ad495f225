/** The longest answer that is read, after decompression. PostHog's answers are a few kilobytes. */
export const LONGEST_BYTES = 1024 * 1024;

/**
 * Reads an answer as JSON. Consumes the body, and stops reading when it is too long.
 * @throws {SyntaxError} for a body that is not JSON, or is longer than 1 MB.
 */
export async function readJsonBody({ body }: Response): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > LONGEST_BYTES) throw new SyntaxError("The answer is too long.");
    text += decoder.decode(chunk, { stream: true });
  }
  return JSON.parse(text + decoder.decode());
}
