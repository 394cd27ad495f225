import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { ApiError } from "../http/errors";
import { PageProblem } from "./problem";
import { renderPage } from "./render";
import { readVisit } from "./visit";

export function answerPageError(region: Region) {
  return (error: Error, c: Context<SandboxEnv>) => showProblem(c, region, explain(error));
}

export function showProblem(c: Context<SandboxEnv>, region: Region, problem: PageProblem) {
  const { status, title, text } = problem.page;
  c.status(status);
  return renderPage(
    c,
    { visit: readVisit(c, region), title },
    <div class="card stack">
      <h1>{title}</h1>
      <p>{text}</p>
      <p>
        <a class="button button-quiet" href="/">
          Go to the home page
        </a>
      </p>
    </div>,
  );
}

function explain(error: Error): PageProblem {
  if (error instanceof PageProblem) return error;
  if (error instanceof HTTPException) return new PageProblem("foreign_form");
  if (error instanceof ApiError) return new PageProblem(error.status === 403 ? "foreign_form" : "bad_form");
  console.error(error);
  return new PageProblem("broken");
}
