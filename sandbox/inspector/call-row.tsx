import type { Region } from "../core/region";
import type { RecordedRequest } from "../traffic/recorder";
import { formatBody } from "./format-body";
import { describeOutcome, type Outcome } from "./outcome";
import { describeParties } from "./parties";
import { describeStep } from "./steps";

interface CallRowProps {
  region: Region;
  request: RecordedRequest;
}

/** One call as a summary line, with headers and bodies collapsed below it. */
export function CallRow({ region, request }: CallRowProps) {
  const { from, to, kind } = describeParties(region, request);
  const { tone, detail } = describeOutcome(request);
  const { seq, at, method, path, query, status, duration_ms, fault } = request;
  return (
    <li class="call" id={`call-${seq}`} data-tone={tone}>
      <details>
        <summary>
          <time class="call-time" datetime={at}>
            {at.slice(11, 19)}
          </time>
          <strong class="call-name">{nameOf(request, tone)}</strong>
          <span class="call-parties">
            <span class={`party party-${kind}`}>{from}</span> <span aria-hidden="true">→</span>
            <span class="visually-hidden"> to </span> {to}
          </span>
          <span class="call-outcome">
            {fault ? <span class="fault">fault: {fault}</span> : null}
            {detail ? <span class="call-note">{tone === "redirected" ? `→ ${detail}` : detail}</span> : null}
            <span class="status">{status === 0 ? "none" : status}</span>
          </span>
          <code class="call-path">
            {method} {path}
          </code>
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

/** Negates the name of a failed call: "Deep link minted" becomes "Deep link not minted". */
function nameOf(request: RecordedRequest, tone: Outcome["tone"]): string {
  const { name } = describeStep(request);
  const hasSucceeded = tone === "good" || tone === "redirected";
  return hasSucceeded ? name : name.replace(/ (\w+ed|given|sent again|looked up)$/, " not $1");
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
      <h2>{title}</h2>
      <pre>{first}</pre>
      {body ? <pre>{formatBody(body, headers["content-type"])}</pre> : <p class="soft">No body</p>}
      <details>
        <summary>Headers ({lines.length})</summary>
        <pre>{lines.join("\n")}</pre>
      </details>
    </section>
  );
}
