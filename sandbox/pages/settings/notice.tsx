import { Result } from "../result";
import type { Flash } from "./flash";

interface NoticeProps {
  flash: Flash | undefined;
  problem: string | undefined;
}

/** The result of the last form. A secret is shown only on this page view. */
export function Notice({ flash, problem }: NoticeProps) {
  if (problem) return <Result isProblem>{problem}</Result>;
  if (!flash) return null;
  if (!flash.secret) return <Result isProblem={false}>{flash.text}</Result>;
  return (
    <Result isProblem={false} label="Copy this now">
      <p>{flash.text}</p>
      <code class="token">{flash.secret}</code>
      <p>
        <a href="?">I have copied it</a>
      </p>
    </Result>
  );
}
