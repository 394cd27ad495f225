import { test } from "@playwright/test";
import { type CallWithId, expectPathSafety } from "@/tests/unit/support/bad-ids";
import {
  createSecretKey,
  deleteSecretKey,
  getSecretKey,
  listSecretKeys,
  rollSecretKey,
  updateSecretKey,
} from "../../api";

const bearer = { region: "US", credential: "phx_key" } as const;
const project = { ...bearer, projectId: "7" };
const fields = { label: "Server", scopes: ["endpoint:read"] };

const CALLS: Readonly<Record<string, CallWithId>> = {
  "listing the keys of a project": (config, projectId) => listSecretKeys(config, { ...bearer, projectId }),
  "creating one in a project": (config, projectId) =>
    createSecretKey(config, { ...bearer, ...fields, projectId }),
  "reading one of a project": (config, projectId) => getSecretKey(config, { ...bearer, projectId, id: "k1" }),
  "reading one": (config, id) => getSecretKey(config, { ...project, id }),
  "changing one": (config, id) => updateSecretKey(config, { ...project, ...fields, id }),
  "rolling one": (config, id) => rollSecretKey(config, { ...project, id }),
  "deleting one": (config, id) => deleteSecretKey(config, { ...project, id }),
};

for (const [what, call] of Object.entries(CALLS)) {
  test(`${what} sends nothing for an id that leads elsewhere`, () => expectPathSafety(call));
}
