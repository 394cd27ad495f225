/** Words for something that did not work. */
export interface Message {
  readonly title: string;
  readonly body: string;
  /** What the person can do now. */
  readonly next: string;
  /** The connection has ended, so a link to connecting again is offered beside the message. */
  readonly reconnect?: true;
  /** There is no project any more, so its ordinary address is not offered beside the message. */
  readonly projectGone?: true;
}

/** What did not work, as much of it as the browser may see. */
export interface Failure {
  readonly ok: false;
  readonly code: string;
  readonly message: Message;
  /** Whole seconds until a new attempt makes sense. */
  readonly retryAfterSeconds?: number | undefined;
  /** PostHog's request id, for a support ticket. */
  readonly requestId?: string | undefined;
  /** PostHog's own sentence, and the field that it is about. */
  readonly detail?: string | undefined;
  readonly attr?: string | undefined;
}

export type Result<T = undefined> = { readonly ok: true; readonly value: T } | Failure;

/**
 * An expected refusal of this app. It carries its words, so none can be thrown without any. Everything else that
 * is thrown is a defect and stays one.
 */
export class AppError extends Error {
  override readonly name = "AppError";

  /** Also of a copy of this class: what runs at start, the database among it, and what serves each load their own. */
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return value instanceof Error && value.name === "AppError";
  }

  constructor(
    readonly code: string,
    readonly words: Message,
    readonly retryAfterSeconds?: number,
  ) {
    super(code);
  }
}

/** Makes the refusals of one room or feature: a code that its messages lack does not compile. */
export const refusals =
  <Code extends string>(messages: Readonly<Record<Code, Message>>) =>
  (code: Code, retryAfterSeconds?: number): AppError =>
    new AppError(code, messages[code], retryAfterSeconds);

/** Whether something that was thrown is the refusal with this code. */
export const isRefusal = (error: unknown, code: string): boolean =>
  error instanceof AppError && error.code === code;

/** For `catch`: what was refused is null, and every other failure stays one. */
export function nullIfRefused(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}
