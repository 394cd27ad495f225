import { test } from "@playwright/test";
import { type CallWithId, expectPathSafety } from "@/tests/unit/support/bad-ids";
import {
  createVerificationToken,
  deleteVerificationToken,
  getVerificationToken,
  listVerificationTokens,
} from "../../api";

const bearer = { region: "US", credential: "phx_key" } as const;
const organization = { ...bearer, organizationId: "org" };
const fields = { label: "First", cimdUrl: "https://app.example/.well-known/posthog-client.json" };

const CALLS: Readonly<Record<string, CallWithId>> = {
  "listing the tokens of an organization": (config, organizationId) =>
    listVerificationTokens(config, { ...bearer, organizationId }),
  "creating one for an organization": (config, organizationId) =>
    createVerificationToken(config, { ...bearer, ...fields, organizationId }),
  "reading one of an organization": (config, organizationId) =>
    getVerificationToken(config, { ...bearer, organizationId, id: "t1" }),
  "reading one": (config, id) => getVerificationToken(config, { ...organization, id }),
  "deleting one": (config, id) => deleteVerificationToken(config, { ...organization, id }),
};

for (const [what, call] of Object.entries(CALLS)) {
  test(`${what} sends nothing for an id that leads elsewhere`, () => expectPathSafety(call));
}
