/**
 * Whether a person will see the response: not for a prefetch, a link scanner's HEAD, an image, or a script. A GET
 * without any of these headers counts as a visit.
 */
export function isVisit({ method, headers }: Request): boolean {
  const purpose = ["sec-purpose", "purpose", "x-purpose", "x-moz"]
    .map((name) => headers.get(name) ?? "")
    .join();
  if (method !== "GET" || /prefetch|prerender|preview/i.test(purpose)) return false;
  return (headers.get("sec-fetch-dest") ?? "document") === "document";
}
