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
  /** Absent or `*`: any method. */
  method: z.string().default("*"),
  /** Every path that begins with this. */
  path: z.string().startsWith("/"),
  kind: z.enum(FAULT_KINDS),
  status: z.number().int().min(200).max(599).default(500),
  body: z.unknown().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  delay_ms: z.number().int().min(0).max(600_000).default(1000),
  /** `null`: until it is removed. */
  times: z.number().int().positive().nullable().default(1),
});

export type Fault = z.output<typeof faultSchema> & { id: string };

/** Failures on demand: what a client must survive. */
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

  /** The first fault that fits, with one of its times used up. */
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
