import type { ButtonHTMLAttributes, ReactNode } from "react";

interface SubmitButtonProps extends Pick<ButtonHTMLAttributes<HTMLButtonElement>, "name" | "value"> {
  readonly label: string;
  /** The label while this button's action runs. */
  readonly busy: string;
  readonly look: string;
  /** This button's action is running. */
  readonly isBusy: boolean;
  /** Another button's action is running. */
  readonly isBlocked?: boolean;
  /** An icon before the label. */
  readonly icon?: ReactNode;
}

/** A submit button. While an action runs it is only `aria-disabled`: a disabled button would lose the focus. */
export function SubmitButton({
  label,
  busy,
  look,
  isBusy,
  isBlocked = false,
  icon,
  ...button
}: SubmitButtonProps) {
  return (
    <button type="submit" aria-disabled={isBusy || isBlocked} className={`button ${look}`} {...button}>
      {isBusy ? <span className="spinner" aria-hidden="true" /> : icon}
      {isBusy ? busy : label}
    </button>
  );
}
