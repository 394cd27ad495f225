import type { HttpBindings } from "@hono/node-server";
import type { FaultKind } from "../traffic/faults";

/** What every handler finds on its request's context. */
export interface SandboxEnv {
  Bindings: HttpBindings;
  Variables: {
    /** Which OAuth client a request turned out to come from: shown in the recorded traffic. */
    clientId?: string;
    fault?: FaultKind;
    /** A fault already dealt with the connection, so nothing may be written to it any more. */
    isAnswered?: boolean;
  };
}
