import { FAULT_KINDS, type Fault, type FaultKind } from "../traffic/faults";
import { ActionForm, Choice, Field, Hidden, Submit, TextArea } from "./form-parts";
import { Live } from "./panel";

const KINDS: Record<FaultKind, string> = {
  status: "Answer an error instead",
  delay: "Answer late",
  hang: "Never answer",
  reset: "Close before handling",
  drop_response: "Do it, then drop the answer",
  malformed: "Answer broken JSON",
  html: "Answer an HTML page",
  truncate: "Send half, then close",
};

const PATHS = [
  "/api/agentic/provisioning/account_requests",
  "/api/agentic/oauth/token",
  "/api/agentic/provisioning/resources",
  "/api/agentic/provisioning/deep_links",
  "/api/agentic/provisioning/client_registration",
  "/api/agentic/provisioning/limits",
  "/api/agentic/authorize",
  "/agentic/login",
  "/batch/",
  "/",
];

const METHODS = ["*", "GET", "POST", "PATCH", "DELETE"].map((m) => [m, m === "*" ? "any" : m] as const);

export function FaultsPanel({ faults }: { faults: Fault[] }) {
  return (
    <>
      <Live name="faults">
        <Waiting faults={faults} />
      </Live>
      <ActionForm action="fault">
        <Choice
          name="kind"
          label="What goes wrong"
          options={FAULT_KINDS.map((kind) => [kind, KINDS[kind]] as const)}
        />
        <Field
          name="path"
          label="Where (path, or how it begins)"
          list="fault-paths"
          required
          value={PATHS[0]}
        />
        <datalist id="fault-paths">
          {PATHS.map((path) => (
            <option value={path} />
          ))}
        </datalist>
        <div class="row-tight row-end">
          <Choice name="method" label="Method" options={METHODS} />
          <Field name="times" label="Times (empty: always)" type="number" min={1} value="1" />
          <Field name="status" label="Status" type="number" value="503" />
          <Field name="delay_ms" label="Delay (ms)" type="number" min={0} value="3000" />
        </div>
        <details>
          <summary>Body and headers of the error</summary>
          <TextArea name="body" label="Body (JSON or text)" />
          <TextArea name="headers" label="Headers (Name: value, one a line)" />
        </details>
        <Submit isQuiet={false}>Add fault</Submit>
      </ActionForm>
    </>
  );
}

function Waiting({ faults }: { faults: Fault[] }) {
  if (faults.length === 0) return <p class="soft">Nothing is set to go wrong.</p>;
  return (
    <>
      <ul class="things">
        {faults.map((fault) => (
          <li class="thing">
            <strong>{KINDS[fault.kind]}</strong>
            <code>
              {fault.method === "*" ? "any" : fault.method} {fault.path}
            </code>
            <span class="soft">{describeTimes(fault.times)}</span>
            <ActionForm action="remove-fault">
              <Hidden name="id" value={fault.id} />
              <Submit>Remove</Submit>
            </ActionForm>
          </li>
        ))}
      </ul>
      <ActionForm action="clear-faults">
        <Submit>Remove all faults</Submit>
      </ActionForm>
    </>
  );
}

const describeTimes = (times: number | null) =>
  times === null ? "until removed" : times === 1 ? "once" : `${times} times`;
