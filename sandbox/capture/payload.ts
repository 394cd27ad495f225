import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Context } from "hono";
import { CaptureError, undecodable } from "./errors";

/** PostHog's limit for a decompressed batch. It also protects against zip bombs. */
const UNPACKED_BYTES = 20 * 1024 * 1024;

const unzip = promisify(gunzip);

/**
 * The JSON text of an SDK's request. Depending on its version, an SDK wraps it in one or more layers: `data` in the
 * query or in a form, base64, gzip. The compression parameter is often missing (posthog-js omits it because of ad
 * blockers), so compression is detected from the bytes.
 */
export async function readPayload(c: Context): Promise<string> {
  const raw = await readRaw(c);
  if (raw.length === 0) throw new CaptureError(400, "request missing data payload");
  const isForm = c.req.header("content-type")?.startsWith("application/x-www-form-urlencoded") ?? false;
  const form = isForm ? new URLSearchParams(readForm(raw)) : undefined;
  const hint = c.req.query("compression") ?? form?.get("compression") ?? c.req.header("content-encoding");
  const data = form?.get("data");
  const packed = unwrapBase64(data ? restorePlus(data) : raw);
  const isZipped = /^gzip(-js)?$/i.test(hint ?? "") || (packed[0] === 0x1f && packed[1] === 0x8b);
  const bytes = isZipped ? await inflate(packed) : packed;
  return readText(unwrapBase64(bytes));
}

async function readRaw(c: Context): Promise<Buffer> {
  const data = c.req.query("data");
  return data ? restorePlus(data) : Buffer.from(await c.req.arrayBuffer());
}

/** Form decoding turns the `+` of base64 into a space. This restores it. */
function restorePlus(data: string): Buffer {
  return Buffer.from(/^[A-Za-z0-9+/= ]+$/.test(data) ? data.replaceAll(" ", "+") : data);
}

function readForm(raw: Buffer): string {
  const text = readText(unwrapBase64(raw));
  if (!/(?:^|&)(?:data|_|ip|compression)=/.test(text)) {
    throw undecodable("expected form data in POST request payload");
  }
  return text;
}

/** JSON is never mistaken for base64, because it starts with a bracket. */
function unwrapBase64(bytes: Buffer): Buffer {
  if (bytes.length % 4 !== 0 || bytes[0] === 0x1f) return bytes;
  const text = bytes.toString("latin1");
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, "base64") : bytes;
}

async function inflate(bytes: Buffer): Promise<Buffer> {
  try {
    return await unzip(bytes, { maxOutputLength: UNPACKED_BYTES });
  } catch (error) {
    if (error instanceof RangeError) {
      throw new CaptureError(
        413,
        `maximum event size exceeded: Decompressed payload would exceed ${UNPACKED_BYTES} bytes`,
      );
    }
    throw undecodable("invalid GZIP data");
  }
}

function readText(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw undecodable("invalid UTF8 in request payload");
  }
}
