import type { PersonalApiKey } from "../../store/keys";
import type { ProjectVisit } from "../visit";

type Limits = Pick<PersonalApiKey, "scopedProjects" | "scopedOrganizations">;

const NO_LIMITS: Limits = { scopedProjects: [], scopedOrganizations: [] };

/** The limits that a form asks for; `undefined` for a choice that the page does not have. */
export function limitsOf({ project, organization }: ProjectVisit, access: unknown): Limits | undefined {
  switch (access) {
    case "all":
      return NO_LIMITS;
    case "organization":
      return { ...NO_LIMITS, scopedOrganizations: [organization.id] };
    case "project":
      return { ...NO_LIMITS, scopedProjects: [project.id] };
    default:
      return undefined;
  }
}

/** PostHog lets users pick any of their organizations or projects; the sandbox offers only those of the page. */
export function KeyAccessChoice({ visit, chosen }: { visit: ProjectVisit; chosen: unknown }) {
  const choices = [
    ["all", "All access", "all organizations and projects"],
    ["organization", "This organization", visit.organization.name],
    ["project", "This project", visit.project.name],
  ];
  return (
    <fieldset class="stack-tight">
      <legend>Organization & project access</legend>
      {choices.map(([value, label, extent]) => (
        <label class="choice">
          <input type="radio" name="access" value={value} checked={value === chosen} />
          <span class="breakable">
            {label}: <span class="soft">{extent}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** What a key may access: everything, or the organizations and projects by name. */
export function KeyAccess({ visit: { region }, limits }: { visit: ProjectVisit; limits: Limits }) {
  const names = [
    ...limits.scopedOrganizations.map((id) => region.store.organizations.get(id)?.name),
    ...limits.scopedProjects.map((id) => region.store.projects.get(String(id))?.name),
  ];
  return <>{names.length === 0 ? "All access" : names.map((name) => name ?? "Deleted").join(", ")}</>;
}
