/** What a person with a connection does next, on the connection page. */
export interface NextStep {
  readonly words: string;
  /** Anchor of a part of the page. */
  readonly href: `#${string}`;
  readonly label: string;
}
