import type { Region } from "../core/region";
import type { RecordedRequest } from "../traffic/recorder";
import { formatBody } from "./format-body";
import { describeOutcome, describeStatus, type Outcome } from "./outcome";
import { describeParties } from "./parties";
import { describeStep } from "./steps";

interface CallRowProps {
  region: Region;
  request: RecordedRequest;
}

/**
 * One call as a step of a sequence: an arrow from the caller to PostHog, the response arrow below it, and headers and
 * bodies on demand.
 */
export function CallRow({ region, request }: CallRowProps) {
  const { from, to, kind } = describeParties(region, request);
  const outcome = describeOutcome(request);
  const { tone, detail } = outcome;
  const { seq, at, method, path, query, status, duration_ms, fault } = request;
  return (
    <li class="call" id={`call-${seq}`} data-tone={tone} data-from={kind}>
      <details>
        <summary>
          <time class="call-time" datetime={at}>
            {at.slice(11, 19)}
          </time>
          <span class="call-there">
            <span class={`party party-${kind}`}>{from}</span>
            <Arrow />
            <strong class="call-name">{nameOf(request, tone)}</strong>
            <Arrow />
            <span class="visually-hidden"> to </span>
            <span class="party party-to">{to}</span>
          </span>
          <span class="call-back">
            <code class="call-path">
              {method} {path}
            </code>
            <Arrow />
            <span class="call-outcome">
              {fault ? <span class="fault">fault: {fault}</span> : null}
              {detail ? (
                <span class="call-note">{tone === "redirected" ? `to ${detail}` : detail}</span>
              ) : null}
              <span class="status">{describeStatus(request, outcome)}</span>
            </span>
          </span>
          <span class="call-ms">{duration_ms} ms</span>
        </summary>
        <div class="call-detail">
          <Message
            title="Request"
            first={`${method} ${path}${query}`}
            headers={request.request_headers}
            body={request.request_body}
          />
          <Message
            title="Response"
            first={status === 0 ? "The connection was closed without a response" : String(status)}
            headers={request.response_headers}
            body={request.response_body}
          />
        </div>
      </details>
    </li>
  );
}

const Arrow = () => <span class="arrow" aria-hidden="true" />;

/** Negates the name of a failed call: "Deep link minted" becomes "Deep link not minted". */
export function nameOf(request: RecordedRequest, tone: Outcome["tone"]): string {
  const { name } = describeStep(request);
  const hasSucceeded = tone === "good" || tone === "redirected";
  return hasSucceeded ? name : name.replace(/ (\w+ed|given|set|sent again|looked up)$/, " not $1");
}

interface MessageProps {
  title: string;
  first: string;
  headers: Record<string, string>;
  body: string;
}

function Message({ title, first, headers, body }: MessageProps) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <section class="message">
      <h3>{title}</h3>
      <pre>{first}</pre>
      {body ? <pre>{formatBody(body, headers["content-type"])}</pre> : <p class="soft">No body</p>}
      <details>
        <summary>Headers ({lines.length})</summary>
        <pre>{lines.join("\n")}</pre>
      </details>
    </section>
  );
}
