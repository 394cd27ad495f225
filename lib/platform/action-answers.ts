import { env } from "./env";
import { OUTDATED } from "./page-marks";
import { hasBegunAction } from "./request";
import { onRequestStart } from "./request-start";

/** Next's header on the answer to a form whose action this build does not have. */
const NOT_FOUND = "x-nextjs-action-not-found";

/**
 * Corrects two of Next's answers to server actions. Next has no hook for them, so they are changed as they are sent.
 * - Without JavaScript, a form whose action this build does not have gets a line of plain text. This redirects back to
 *   the form's page instead.
 * - A body that does not decode to the action's arguments is the caller's fault, but Next answers 500. It becomes 400.
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
  // A request target may be an absolute URL, whose origin the caller chose.
  const { pathname, searchParams } = new URL(target, appUrl);
  searchParams.set(OUTDATED, "");
  return `${appUrl}${pathname}?${searchParams}`;
}
