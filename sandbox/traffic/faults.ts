import { randomUUID } from "node:crypto";
import { z } from "zod";

export const FAULT_KINDS = [
  "status",
  "delay",
  "hang",
  "reset",
  "drop_response",
  "malformed",
  "html",
  "truncate",
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

export const faultSchema = z.strictObject({
  /** `*` matches any method. */
  method: z.string().default("*"),
  /** A path prefix. */
  path: z.string().startsWith("/"),
  kind: z.enum(FAULT_KINDS),
  status: z.number().int().min(200).max(599).default(500),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  delay_ms: z.number().int().min(0).max(600_000).default(1000),
  /** How many requests it applies to; `null`: all, until it is removed. */
  times: z.number().int().positive().nullable().default(1),
});

export type Fault = z.output<typeof faultSchema> & { id: string };

/** Faults to inject into responses, so that a client's error handling can be tested. */
export class FaultList {
  #faults: Fault[] = [];

  add(fault: z.output<typeof faultSchema>): Fault {
    const added = { ...fault, id: randomUUID() };
    this.#faults.push(added);
    return added;
  }

  list(): Fault[] {
    return [...this.#faults];
  }

  /** Returns the first matching fault, and counts one use of it. */
  take(method: string, path: string): Fault | undefined {
    const fault = this.#faults.find(
      (f) => (f.method === "*" || f.method.toUpperCase() === method) && path.startsWith(f.path),
    );
    if (!fault || fault.times === null) return fault;
    fault.times -= 1;
    if (fault.times === 0) this.remove(fault.id);
    return fault;
  }

  remove(id: string): boolean {
    const before = this.#faults.length;
    this.#faults = this.#faults.filter((f) => f.id !== id);
    return this.#faults.length < before;
  }

  clear(): void {
    this.#faults = [];
  }
}
