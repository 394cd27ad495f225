import type { ContentfulStatusCode } from "hono/utils/http-status";

interface ProblemPage {
  status: ContentfulStatusCode;
  title: string;
  text: string;
}

const PAGES = {
  not_found: {
    status: 404,
    title: "Page not found",
    text: "The URL may be wrong, or the page was deleted by a reset.",
  },
  no_access: {
    status: 403,
    title: "You have no access to this project",
    text: "You are logged in, but not as a member of this project's organization. Log out and try another account.",
  },
  outdated_form: {
    status: 403,
    title: "This form is out of date",
    text: "You logged in or out since the page was opened. Go back, reload it, and try again.",
  },
  foreign_form: {
    status: 403,
    title: "This form came from another site",
    text: "The sandbox only accepts forms from its own pages, so nothing was changed.",
  },
  bad_form: {
    status: 400,
    title: "That form could not be read",
    text: "Something in it was missing or malformed, so nothing was changed. Go back and try again.",
  },
  too_many_links: {
    status: 429,
    title: "Too many links opened from one address",
    text: "Your link still works. Wait a few minutes, then open it again.",
  },
  broken: {
    status: 500,
    title: "The sandbox has an error",
    text: "This is a bug in the sandbox. The error is printed in the terminal where the sandbox runs.",
  },
} as const satisfies Record<string, ProblemPage>;

export type ProblemCode = keyof typeof PAGES;

/** Thrown when a page cannot be shown. An error page is shown instead. */
export class PageProblem extends Error {
  constructor(readonly code: ProblemCode) {
    super(code);
  }

  get page(): ProblemPage {
    return PAGES[this.code];
  }
}
