import type { Flash } from "./flash";

interface NoticeProps {
  flash: Flash | undefined;
  problem: string | undefined;
}

/** The result of the last form. A secret is shown only on this page view. */
export function Notice({ flash, problem }: NoticeProps) {
  if (problem) {
    return (
      <p class="notice notice-bad" role="alert">
        {problem}
      </p>
    );
  }
  if (!flash) return null;
  if (!flash.secret) {
    return (
      <p class="notice notice-good" role="status">
        {flash.text}
      </p>
    );
  }
  return (
    <section class="notice notice-good stack-tight" role="status" aria-label="Copy this now">
      <p>{flash.text}</p>
      <code class="token">{flash.secret}</code>
      <p>
        <a href="?">I have copied it</a>
      </p>
    </section>
  );
}
