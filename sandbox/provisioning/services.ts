import type { Region } from "../core/region";
import { statusEnvelope } from "../http/refusal";
import { answering } from "./answering";
import { requireApiVersion } from "./api-version";
import { checkSignature } from "./signature";

/** Health and services exist only in the documented profile, for partners that sign their requests. */

export function health(region: Region) {
  return answering(statusEnvelope, async (c) => {
    await checkSignature(c, region, { isRequired: true });
    requireApiVersion(c, region);
    return c.json({ supported_versions: ["0.1d"], status: "ok" });
  });
}

export function listServices(region: Region) {
  return answering(statusEnvelope, async (c) => {
    await checkSignature(c, region, { isRequired: true });
    requireApiVersion(c, region);
    return c.json({ data: [FREE, PAY_AS_YOU_GO, ANALYTICS] });
  });
}

const categories = ["analytics", "feature_flags", "ai", "observability"];
const paid = { type: "freeform", freeform: "Pay for what you use beyond the free tier of each product." };

const FREE = {
  id: "free",
  description: "Every product, within its free tier",
  categories,
  pricing: { type: "free" },
  kind: "plan",
  allowed_updates: ["pay_as_you_go"],
};

const PAY_AS_YOU_GO = {
  id: "pay_as_you_go",
  description: "Every product, pay as you go",
  categories,
  pricing: { type: "paid", paid },
  kind: "plan",
  allowed_updates: ["free"],
};

const ANALYTICS = {
  id: "analytics",
  description: "A PostHog project",
  categories,
  pricing: {
    type: "component",
    component: {
      options: [
        { parent_service_ids: ["free"], type: "free" },
        { parent_service_ids: ["pay_as_you_go"], type: "paid", paid },
      ],
    },
  },
  kind: "deployable",
  allowed_updates: ["service_ref"],
};
