import { env } from "./env";
import { OUTDATED } from "./page-marks";
import { onRequestStart } from "./request-start";

/** Next's header on the answer to a form whose action this build does not have. */
const NOT_FOUND = "x-nextjs-action-not-found";

/**
 * Without JavaScript, the form of a page whose action this build does not have leads to a line of plain text. From
 * now on it leads back to its page. Next has no hook for that answer, so it is changed in the moment it is sent.
 */
export function returnFromOutdatedForms(): void {
  onRequestStart((request, response) => {
    if (request.method !== "POST" || request.headers["next-action"] !== undefined) return;
    const { writeHead } = response;
    Object.assign(response, {
      writeHead(...head: unknown[]) {
        if (!response.hasHeader(NOT_FOUND)) return Reflect.apply(writeHead, response, head);
        response.setHeader("location", outdatedAddress(request.url));
        return Reflect.apply(writeHead, response, [303]);
      },
    });
  });
}

function outdatedAddress(target = "/"): string {
  const { appUrl } = env();
  // Of a request's address, the origin is the caller's word.
  const { pathname, searchParams } = new URL(target, appUrl);
  searchParams.set(OUTDATED, "");
  return `${appUrl}${pathname}?${searchParams}`;
}
