import type { HttpBindings } from "@hono/node-server";
import type { FaultKind } from "../traffic/faults";

/** The types of Hono's context in every handler. */
export interface SandboxEnv {
  Bindings: HttpBindings;
  Variables: {
    /** The OAuth client that the request came from, once known. The recorder shows it. */
    clientId?: string;
    fault?: FaultKind;
    /** An injected fault has already written to or closed the connection. */
    isAnswered?: boolean;
  };
}
