/** The text that explains a failure to a person. */
export interface Message {
  readonly title: string;
  readonly body: string;
  /** What the person can do now. */
  readonly next: string;
  /** The connection has ended, so the message comes with a link to connect again. */
  readonly reconnect?: true;
  /** The project is gone, so the message comes without the project's ordinary link. */
  readonly projectGone?: true;
}

/** A failure, as far as the browser may see it. */
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
 * An expected refusal by this app. It carries its message, so it cannot be thrown without one. An unexpected error is a
 * defect, and does not become a refusal.
 */
export class AppError extends Error {
  override readonly name = "AppError";

  /** Also matches copies of this class: the code that runs at start, which opens the database, loads its own. */
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

/** Makes the refusals of one room or feature: a code without a message does not compile. */
export const refusals =
  <Code extends string>(messages: Readonly<Record<Code, Message>>) =>
  (code: Code, retryAfterSeconds?: number): AppError =>
    new AppError(code, messages[code], retryAfterSeconds);

/** Whether an error is the refusal with this code. */
export const isRefusal = (error: unknown, code: string): boolean =>
  error instanceof AppError && error.code === code;

/** For `catch`: turns a refusal into null, and rethrows every other error. */
export function nullIfRefused(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}
