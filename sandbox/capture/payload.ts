import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Context } from "hono";
import { CaptureError, undecodable } from "./errors";

/** A small compressed body can hold a huge one: what a batch may unpack to, as PostHog has it. */
const UNPACKED_BYTES = 20 * 1024 * 1024;

const unzip = promisify(gunzip);

/**
 * The JSON text of an SDK's request. SDKs old and new wrap it in different ways, and several at once: in the
 * query or in a form as `data`, in base64, in gzip. The hint about compression is often missing (posthog-js
 * leaves it out, so that ad blockers have less to see), so the bytes themselves are looked at.
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

/** To a form, a plus sign means a space, also where it was meant as a digit of base64. */
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

/** JSON never looks like base64, because it begins with a bracket. */
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
