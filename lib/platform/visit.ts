/**
 * Whether a request shows its answer to a person. Not for a preloader, a link scanner's HEAD, an image, or a script.
 * Browsers that send none of these headers are taken at their word.
 */
export function isVisit({ method, headers }: Request): boolean {
  const purpose = ["sec-purpose", "purpose", "x-purpose", "x-moz"]
    .map((name) => headers.get(name) ?? "")
    .join();
  if (method !== "GET" || /prefetch|prerender|preview/i.test(purpose)) return false;
  return (headers.get("sec-fetch-dest") ?? "document") === "document";
}
