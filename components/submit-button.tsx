import type { ButtonHTMLAttributes, ReactNode } from "react";

interface SubmitButtonProps extends Pick<ButtonHTMLAttributes<HTMLButtonElement>, "name" | "value"> {
  readonly label: string;
  /** The label while this button's action runs. */
  readonly busy: string;
  readonly look: string;
  /** This button's action runs. */
  readonly isBusy: boolean;
  /** Another one's does. */
  readonly isBlocked?: boolean;
  /** A drawing before the label. */
  readonly icon?: ReactNode;
}

/** A button of a form. While an action runs it does nothing, but keeps the focus, which a disabled one would lose. */
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
