import type { Region } from "../core/region";
import { readBody } from "../http/body";
import { Refusal } from "../http/refusal";
import type { Bearer } from "./bearer";
import { bearerEndpoint, requireProjectId } from "./bearer-endpoint";
import { readObject, readString } from "./fields";
import { presentResource, requireProject } from "./resources";
import { checkServiceId, hasPayment, isDeclined } from "./service";

/** Changes the plan of a project. */
export function updateService(region: Region) {
  return bearerEndpoint(
    region,
    null,
    async (c, bearer) => {
      const { id, projectId } = requireProjectId(c, bearer);
      const project = requireProject(region, id, projectId);
      refuseForeign(region, bearer, projectId, id);
      const body = await readBody(c);
      const serviceId = readString(body, "service_id");
      if (!serviceId) throw new Refusal(400, "missing_service_id", "service_id is required", { id });
      checkServiceId(serviceId, id);
      if (serviceId === "pay_as_you_go" && project.serviceId !== "pay_as_you_go") {
        checkPayment(readObject(body, "payment_credentials"), id);
      }
      project.serviceId = serviceId;
      return c.json(presentResource(region, id, project));
    },
    { isSigned: true },
  );
}

function refuseForeign(region: Region, { client }: Bearer, projectId: number, id: string): void {
  const links = region.store.provisionedProjects.filter((row) => row.projectId === projectId);
  if (links.length === 0 || links.some((row) => row.clientId === client.clientId)) return;
  throw new Refusal(403, "forbidden", "Resource owned by a different provisioning partner", { id });
}

function checkPayment(credentials: Record<string, unknown>, id: string): void {
  if (isDeclined(credentials)) {
    const message = "Failed to activate billing with payment credentials";
    throw new Refusal(400, "billing_activation_failed", message, { id });
  }
  if (!hasPayment(credentials)) {
    const message = "Payment credentials required for paid plan";
    throw new Refusal(400, "requires_payment_credentials", message, { id });
  }
}
