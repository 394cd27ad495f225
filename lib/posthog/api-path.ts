import { PostHogError } from "./errors.ts";

// Every URL parser on the way resolves dot segments, in any spelling. The path of one object then becomes the path
// of another: `DELETE …/keys/../` deletes the project that the keys are in.
const DOT_SEGMENT = /^(?:\.|%2e){0,2}$/i;

/** A lone surrogate, which has no UTF-8 encoding. */
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * Builds a path from a template, with each value as exactly one segment.
 * @throws {PostHogError} `invalid_resource_id` for a value that cannot be a segment.
 */
export function apiPath(template: TemplateStringsArray, ...segments: readonly string[]): string {
  return String.raw({ raw: template.raw }, ...segments.map(encodeSegment));
}

function encodeSegment(value: string): string {
  if (DOT_SEGMENT.test(value) || LONE_SURROGATE.test(value)) throw new PostHogError("invalid_resource_id");
  return encodeURIComponent(value);
}

/**
 * Resolves a path against an origin.
 * @throws {PostHogError} `invalid_resource_id` when the resolved URL has another origin or path.
 */
export function pathUrl(origin: string, path: string): URL {
  const url = new URL(path, origin);
  const isMeant = url.origin === origin && url.pathname + url.search === path && !url.hash;
  if (!isMeant) throw new PostHogError("invalid_resource_id");
  return url;
}
