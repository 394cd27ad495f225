import type { ContentfulStatusCode } from "hono/utils/http-status";

interface Words {
  status: ContentfulStatusCode;
  title: string;
  text: string;
}

const WORDS = {
  not_found: {
    status: 404,
    title: "There is nothing here",
    text: "The address may be mistyped, or what was here belongs to a time before the last reset.",
  },
  no_access: {
    status: 403,
    title: "This project is not yours to see",
    text: "You are logged in, but not as a member of this project's organization. Log out and try another account.",
  },
  outdated_form: {
    status: 403,
    title: "This form is out of date",
    text: "You logged in or out since the page was opened. Go back, reload it, and try again.",
  },
  foreign_form: {
    status: 403,
    title: "That came from another site",
    text: "The sandbox only accepts forms from its own pages, so nothing was changed.",
  },
  bad_form: {
    status: 400,
    title: "That form could not be read",
    text: "Something in it was missing or malformed, so nothing was changed. Go back and try again.",
  },
  broken: {
    status: 500,
    title: "Something broke in the sandbox",
    text: "This is the sandbox's own fault. What happened is printed where it was started.",
  },
} as const satisfies Record<string, Words>;

export type ProblemCode = keyof typeof WORDS;

/** A page cannot be shown; another one says why. */
export class PageProblem extends Error {
  constructor(readonly code: ProblemCode) {
    super(code);
  }

  get words(): Words {
    return WORDS[this.code];
  }
}
