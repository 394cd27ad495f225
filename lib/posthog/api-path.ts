import { PostHogError } from "./errors.ts";

// A dot segment in any spelling is resolved by every URL parser on the way, and turns the path of one object
// into the path of another: `DELETE …/keys/../` deletes the project that the keys are in.
const DOT_SEGMENT = /^(?:\.|%2e){0,2}$/i;

/** Half a surrogate pair, which has no encoding. */
const LONE_SURROGATE = /\p{Cs}/u;

/**
 * Builds a path from a template, with each value as exactly one segment.
 * @throws {PostHogError} `invalid_resource_id` for a value that cannot be a segment: nothing is sent.
 */
export function apiPath(template: TemplateStringsArray, ...segments: readonly string[]): string {
  return String.raw({ raw: template.raw }, ...segments.map(encodeSegment));
}

function encodeSegment(value: string): string {
  if (DOT_SEGMENT.test(value) || LONE_SURROGATE.test(value)) throw new PostHogError("invalid_resource_id");
  return encodeURIComponent(value);
}

/**
 * The address of a path at an origin.
 * @throws {PostHogError} `invalid_resource_id` when the finished address is not at that path.
 */
export function pathUrl(origin: string, path: string): URL {
  const url = new URL(path, origin);
  const isMeant = url.origin === origin && url.pathname + url.search === path && !url.hash;
  if (!isMeant) throw new PostHogError("invalid_resource_id");
  return url;
}
