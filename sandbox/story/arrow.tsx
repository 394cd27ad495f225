import type { Region } from "../core/region";
import { nameOf } from "../inspector/call-row";
import { formatBody } from "../inspector/format-body";
import { describeOutcome, describeStatus } from "../inspector/outcome";
import { describeParties } from "../inspector/parties";
import type { RecordedRequest } from "../traffic/recorder";

interface ArrowProps {
  region: Region;
  appName: string;
  request: RecordedRequest;
}

/** One call in a sequence diagram: the request to the right, the response to the left, the bodies on demand. */
export function Arrow({ region, appName, request }: ArrowProps) {
  const { method, path, query, status, fault } = request;
  const isFromBrowser = describeParties(region, request).kind === "browser";
  const outcome = describeOutcome(request);
  const { tone, detail } = outcome;
  const isLost = status === 0 || fault === "drop_response";
  return (
    <li
      class="story-call"
      id={`call-${region.name}-${request.seq}`}
      data-tone={isLost ? "failed" : tone}
      data-from={isFromBrowser ? "browser" : "app"}
    >
      <details>
        <summary>
          <span class="visually-hidden">
            {isFromBrowser ? "Browser" : appName} to PostHog {region.name}:{" "}
          </span>
          <span class="story-request">
            <strong>{nameOf(request, tone)}</strong>{" "}
            <code>
              {method} {path}
            </code>
          </span>
          <span class="story-response">
            <span class="status">{isLost ? "lost" : describeStatus(request, outcome)}</span>{" "}
            {describeFault(fault) ?? detail}
          </span>
        </summary>
        <Body title="Request" first={`${method} ${path}${query}`} headers={request.request_headers}>
          {request.request_body}
        </Body>
        <Body title="Response" first={String(status || "None")} headers={request.response_headers}>
          {request.response_body}
        </Body>
      </details>
    </li>
  );
}

function describeFault(fault: string | undefined): string | undefined {
  if (fault === "drop_response") return "PostHog answered, but the answer never arrived";
  return fault === "delay" ? "a slow answer" : undefined;
}

interface BodyProps {
  title: string;
  first: string;
  headers: Record<string, string>;
  children: string;
}

function Body({ title, first, headers, children: body }: BodyProps) {
  const type = headers["content-type"];
  const isPage = type?.includes("html");
  return (
    <section class="message">
      <h2>{title}</h2>
      <pre>{first}</pre>
      {body && !isPage ? <pre>{formatBody(body, type)}</pre> : null}
    </section>
  );
}
