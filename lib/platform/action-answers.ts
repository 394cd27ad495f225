import { env } from "./env";
import { OUTDATED } from "./page-marks";
import { hasBegunAction } from "./request";
import { onRequestStart } from "./request-start";

/** Next's header on the answer to a form whose action this build does not have. */
const NOT_FOUND = "x-nextjs-action-not-found";

/**
 * From now on two answers of Next to an action are others. It has no hook for them, so they are changed in the moment
 * they are sent.
 * - Without JavaScript, the form of a page whose action this build does not have leads to a line of plain text; now it
 *   leads back to its page.
 * - A body that encodes no arguments of the action is the caller's fault, but Next answers 500; now it is 400.
 */
export function correctActionAnswers(): void {
  onRequestStart((request, response) => {
    if (request.method !== "POST") return;
    const isScripted = request.headers["next-action"] !== undefined;
    const { writeHead } = response;
    Object.assign(response, {
      writeHead(status: number, ...head: unknown[]) {
        if (isScripted) {
          const isUndecoded = status === 500 && !hasBegunAction();
          return Reflect.apply(writeHead, response, [isUndecoded ? 400 : status, ...head]);
        }
        if (!response.hasHeader(NOT_FOUND)) return Reflect.apply(writeHead, response, [status, ...head]);
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
