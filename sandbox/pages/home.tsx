import { Hono } from "hono";
import { recentEvents } from "../capture/recent";
import { findLevel, listOrganizationProjects, listOrganizations } from "../core/directory";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { describeHomeError } from "./home-errors";
import { renderPage } from "./render";
import { Result } from "./result";
import { isSignedIn, readVisit, type SignedInVisit } from "./visit";

export function homeRoutes(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();

  app.get("/", (c) => {
    const visit = readVisit(c, region);
    const error = describeHomeError(c.req.query("error"));
    return renderPage(
      c,
      { visit, title: error?.title ?? "Home", width: isSignedIn(visit) ? "wide" : "narrow" },
      <div class="stack">
        {error ? (
          <Result isProblem>
            <h2>{error.title}</h2>
            <p>{error.text}</p>
          </Result>
        ) : null}
        {isSignedIn(visit) ? <Organizations visit={visit} /> : <Welcome />}
      </div>,
    );
  });

  return app;
}

function Welcome() {
  return (
    <div class="card stack">
      <h1>You are not logged in</h1>
      <p>This is a local stand-in for PostHog, for trying out an “Open in PostHog” button.</p>
      <div class="row">
        <a class="button" href="/login">
          Log in
        </a>
        <a class="button button-quiet" href="/_sandbox">
          Open the inspector
        </a>
      </div>
    </div>
  );
}

function Organizations({ visit: { region, signedIn } }: { visit: SignedInVisit }) {
  const { user } = signedIn;
  const organizations = listOrganizations(region, user.id);
  return (
    <div class="stack">
      <h1>{user.name ? `Hello, ${user.name}` : "Hello"}</h1>
      {organizations.length === 0 ? <p>You are not in an organization yet.</p> : null}
      {organizations.map((organization) => (
        <section class="card stack" aria-labelledby={`organization-${organization.id}`}>
          <div class="row-between">
            <h2 id={`organization-${organization.id}`}>{organization.name}</h2>
            <span class="soft">
              You are {LEVEL_NAMES[findLevel(region, user.id, organization.id) ?? "member"]}
            </span>
          </div>
          <ul class="tiles">
            {listOrganizationProjects(region, organization.id).map((project) => (
              <li>
                <a class="tile" href={`/project/${project.id}`}>
                  <strong>{project.name}</strong>
                  <span class="soft small">
                    Project {project.id}, {describeEvents(recentEvents(region, project.id).length)}
                  </span>
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

const describeEvents = (count: number) =>
  count === 0 ? "no events yet" : `${count} ${count === 1 ? "event" : "events"}`;

const LEVEL_NAMES = { owner: "its owner", admin: "an admin", member: "a member" } as const;
