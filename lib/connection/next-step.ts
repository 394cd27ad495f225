/** What a person with a connection does next, on the connection page. */
export interface NextStep {
  readonly words: string;
  /** A part of the page. */
  readonly href: `#${string}`;
  readonly label: string;
}
