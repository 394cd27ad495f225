import type { Note } from "./notes";

interface NoticeProps {
  note: Note | undefined;
  problem: string | undefined;
}

/** How the last form ended. A secret stays in view until the page is left, and then it is gone. */
export function Notice({ note, problem }: NoticeProps) {
  if (problem) {
    return (
      <p class="notice notice-bad" role="alert">
        {problem}
      </p>
    );
  }
  if (!note) return null;
  if (!note.secret) {
    return (
      <p class="notice notice-good" role="status">
        {note.text}
      </p>
    );
  }
  return (
    <section class="notice notice-good stack-tight" role="status" aria-label="Copy this now">
      <p>{note.text}</p>
      <code class="token">{note.secret}</code>
      <p>
        <a href="?">I have copied it</a>
      </p>
    </section>
  );
}
