/**
 * Recorded traffic is shown on a screen, so only the first eight characters of each secret remain. Masking works
 * on text instead of parsed bodies, because malformed bodies, forms, URLs and JSON inside JSON strings can contain
 * secrets too.
 */
const SHOWN = 8;

const PREFIXED = /\b(?:pha|phr|phx|phs|phvt)_[A-Za-z0-9_-]{5,}/g;
const JWT = /\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g;
/** Codes, states, link tokens and code verifiers: at least 32 random bytes in base64url. */
const OPAQUE = /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43,128}(?![A-Za-z0-9_-])/g;

const SECRET_NAMES =
  "access_token|refresh_token|code|code_verifier|client_secret|client_assertion|password|token|csrf_token|" +
  "csrfmiddlewaretoken|personal_api_key|verification_token|posthog_verification_token|confirmation_secret|" +
  "stripe_payment_token";
const NAMED_JSON = new RegExp(`(\\\\*"(?:${SECRET_NAMES})\\\\*"\\s*:\\s*\\\\*")([^"\\\\]+)`, "g");
const NAMED_FORM = new RegExp(`((?:^|[?&])(?:${SECRET_NAMES})=)([^&#\\s"]+)`, "g");
const NAMED_PART = new RegExp(`(name="(?:${SECRET_NAMES})"\\r?\\n\\r?\\n)([^\\r\\n]+)`, "g");

const keepPrefix = (secret: string) => (secret.length > SHOWN ? `${secret.slice(0, SHOWN)}…` : secret);

/** `error.code` is an error code, not an authorization code. */
const isErrorCode = (before: string, value: string) =>
  before.includes('code"') && /^[a-z_]{1,60}$/.test(value);

export function maskText(text: string): string {
  const named = (_match: string, before: string, value: string) =>
    before + (isErrorCode(before, value) ? value : keepPrefix(value));
  return text
    .replace(NAMED_JSON, named)
    .replace(NAMED_FORM, named)
    .replace(NAMED_PART, named)
    .replace(PREFIXED, keepPrefix)
    .replace(JWT, keepPrefix)
    .replace(OPAQUE, keepPrefix);
}

function maskHeader(name: string, value: string): string {
  switch (name) {
    case "authorization":
      return value.replace(
        /^(\S+\s+)?(.*)$/,
        (_m, scheme: string = "", rest: string) => scheme + keepPrefix(rest),
      );
    case "cookie":
    case "set-cookie":
      return value.replace(/=([^;,]+)/g, (match, part: string) =>
        part.length > SHOWN + 4 && !/GMT|^Lax$|^Strict$/.test(part) ? `=${keepPrefix(part)}` : match,
      );
    case "x-csrftoken":
    case "stripe-signature":
      return keepPrefix(value);
    default:
      return maskText(value);
  }
}

export function maskHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, maskHeader(name, value)]));
}
