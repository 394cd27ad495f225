import { FAULT_KINDS, type Fault, type FaultKind } from "../traffic/faults";
import { ActionForm, Choice, Field, Hidden, Submit, TextArea } from "./form-parts";
import { Live } from "./panel";

const KIND_LABELS: Record<FaultKind, string> = {
  status: "Respond with an error",
  delay: "Respond late",
  hang: "Never respond",
  reset: "Close the connection before handling",
  drop_response: "Handle, then drop the response",
  malformed: "Respond with malformed JSON",
  html: "Respond with an HTML page",
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
        <ActiveFaults faults={faults} />
      </Live>
      <ActionForm action="fault">
        <Choice
          name="kind"
          label="Fault"
          options={FAULT_KINDS.map((kind) => [kind, KIND_LABELS[kind]] as const)}
        />
        <Field name="path" label="Path or path prefix" list="fault-paths" required value={PATHS[0]} />
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
          <TextArea name="headers" label="Headers (Name: value, one per line)" />
        </details>
        <Submit isQuiet={false}>Add fault</Submit>
      </ActionForm>
    </>
  );
}

function ActiveFaults({ faults }: { faults: Fault[] }) {
  if (faults.length === 0) return <p class="soft">No faults are active.</p>;
  return (
    <>
      <ul class="items">
        {faults.map((fault) => (
          <li class="item">
            <strong>{KIND_LABELS[fault.kind]}</strong>
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
