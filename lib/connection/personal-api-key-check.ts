import { AppError } from "../failure";
import { PostHogError, type PostHogErrorCode } from "../posthog/errors";
import { posthog } from "../posthog-client";
import { recordActivity } from "./activity";
import { findWorkplace, type ManagementScope, type Workplace } from "./credentials-for";
import { keepPersonalApiKey } from "./personal-api-keys";

/** With these PostHog says that the key may not do it; a 404 is a project or an organization out of reach. */
const NOT_ALLOWED: readonly PostHogErrorCode[] = [
  "forbidden",
  "missing_scope",
  "not_found",
  "personal_api_key_unsupported",
  "scoped_projects",
];

/**
 * Takes a personal API key that the user pasted, if PostHog takes it and it is good for anything here.
 * @throws {AppError} `personal_api_key_refused` for a key that PostHog does not know.
 * @throws {PostHogError} the refusal, for a key that may do nothing here.
 */
export async function acceptPersonalApiKey(userId: string, value: string): Promise<void> {
  const workplace = await findWorkplace(userId);
  const scopes = await findScopes({ ...workplace, credential: value });
  await keepPersonalApiKey(userId, value, "PASTED", scopes);
  recordActivity(userId, { kind: "PERSONAL_API_KEY_ADDED", region: workplace.region });
}

/**
 * PostHog does not tell what a key may do, but it looks at scopes first: so each is tried by something that
 * changes nothing. What is created without a name is refused for that, once everything else is in order.
 */
async function findScopes(request: Workplace & { credential: string }): Promise<ManagementScope[]> {
  const client = posthog();
  const [project, organization] = await Promise.all([
    findAccess("project", {
      write: () => client.createSecretKey({ ...request, label: "", scopes: [] }),
      read: () => client.listSecretKeys(request),
    }),
    findAccess("organization", {
      write: () => client.createProxyRecord({ ...request, domain: "" }),
      read: () => client.listProxyRecords(request),
    }),
  ]);
  const scopes = [project, organization].flatMap(({ scope }) => scope ?? []);
  if (scopes.length === 0 && project.refusal) throw project.refusal;
  return scopes;
}

interface Access {
  readonly scope?: ManagementScope;
  readonly refusal?: PostHogError;
}

async function findAccess(
  object: "project" | "organization",
  tries: { write: () => Promise<unknown>; read: () => Promise<unknown> },
): Promise<Access> {
  if (!(await findRefusal(tries.write))) return { scope: `${object}:write` };
  const refusal = await findRefusal(tries.read);
  return refusal ? { refusal } : { scope: `${object}:read` };
}

/** Why the key may not do this; null when it may. Who is no admin may have the scope all the same. */
async function findRefusal(work: () => Promise<unknown>): Promise<PostHogError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof PostHogError)) throw error;
    if (error.code === "unauthorized") throw new AppError("personal_api_key_refused");
    if (error.code === "validation_error" || error.code === "access_level_insufficient") return null;
    if (NOT_ALLOWED.includes(error.code)) return error;
    throw error;
  }
}
