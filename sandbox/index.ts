export type { PostHogUser, RecordedRequest } from "./client/answers.ts";
export { type ClientChange, type Fault, type NewUser, SandboxControl } from "./client/sandbox-control.ts";
export { type RunningSandbox, type SandboxOptions, startSandbox } from "./server.ts";
