import { findProject } from "../core/directory";
import type { Region } from "../core/region";
import { createSecret } from "../core/secrets";
import { type Body, readBody } from "../http/body";
import { Refusal } from "../http/refusal";
import type { Project } from "../store/people";
import { bearerEndpoint, requireProjectId } from "./bearer-endpoint";
import { readObject, readString } from "./fields";
import { readLabelPrefix } from "./label-prefix";
import { resolveProject } from "./project-resolution";
import { removeProject } from "./removal";
import { mintPersonalApiKey } from "./resource-key";
import { checkServiceId, hasPayment, isDeclined } from "./service";

/** Returns the token's project, or the one that the partner's `project_id` names. */
export function createResource(region: Region) {
  return bearerEndpoint(region, "resource_creates", async (c, bearer) => {
    const body = await readBody(c);
    const service = region.settings.switches.serviceIds ? readService(body) : undefined;
    const labelPrefix = readLabelPrefix(body);
    const partnerProjectId = readString(body, "project_id");
    const { project_name } = readObject(body, "configuration");
    const name =
      typeof project_name === "string" && project_name.trim() ? project_name.trim() : "Default project";
    const project = resolveProject(region, bearer, partnerProjectId, name);
    if (service) {
      if (service.isDeclined) throw paymentRequired("Billing activation failed", String(project.id));
      project.serviceId = service.id;
    }
    const personalApiKey = mintPersonalApiKey(region, bearer, project, labelPrefix);
    return c.json(presentResource(region, String(project.id), project, personalApiKey));
  });
}

export function getResource(region: Region) {
  return bearerEndpoint(region, "resource_reads", async (c, bearer) => {
    const { id, projectId } = requireProjectId(c, bearer);
    return c.json(presentResource(region, id, requireProject(region, id, projectId)));
  });
}

/** The old project token stops working at once. Earlier personal API keys stay valid. */
export function rotateCredentials(region: Region) {
  return bearerEndpoint(region, "credential_rotations", async (c, bearer) => {
    const labelPrefix = readLabelPrefix(await readBody(c), c.req.param("id"));
    const { id, projectId } = requireProjectId(c, bearer);
    const project = requireProject(region, id, projectId);
    project.apiToken = createSecret("phc_");
    const personalApiKey = mintPersonalApiKey(region, bearer, project, labelPrefix);
    return c.json(presentResource(region, id, project, personalApiKey));
  });
}

export function removeResource(region: Region) {
  return bearerEndpoint(region, "resource_removals", async (c, bearer) => {
    const { id, projectId } = requireProjectId(c, bearer);
    removeProject(region, bearer, projectId);
    return c.json({ status: "removed", id });
  });
}

export function requireProject(region: Region, id: string, projectId: number): Project {
  const project = findProject(region, projectId);
  if (!project) throw new Refusal(404, "not_found", "Resource not found", { id });
  return project;
}

function readService(body: Body): { id: string; isDeclined: boolean } {
  const id = readString(body, "service_id") || "analytics";
  checkServiceId(id);
  const credentials = readObject(body, "payment_credentials");
  if (id === "pay_as_you_go" && !hasPayment(credentials)) {
    throw paymentRequired("Payment credentials required for paid plan", "");
  }
  return { id, isDeclined: id === "pay_as_you_go" && isDeclined(credentials) };
}

const paymentRequired = (message: string, id: string) =>
  new Refusal(400, "requires_payment_credentials", message, { id });

export function presentResource(region: Region, id: string, project: Project, personalApiKey?: string) {
  return {
    status: "complete",
    id,
    ...(region.settings.switches.serviceIds ? { service_id: project.serviceId } : {}),
    complete: {
      access_configuration: {
        api_key: project.apiToken,
        host: region.origin,
        ...(personalApiKey === undefined ? {} : { personal_api_key: personalApiKey }),
      },
    },
  };
}
