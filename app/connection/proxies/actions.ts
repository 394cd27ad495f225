"use server";

import { z } from "zod";
import { withUser } from "@/lib/auth/action";
import { addProxy, deleteProxy, retryProxy } from "@/lib/connection/proxies";
import { checkDomain } from "@/lib/connection/proxy-domain";

const LIST = "/connection/proxies";

// PostHog breaks on an id that is no UUID; its own are not of the versions that the standard knows.
const oneProxy = z.object({ id: z.guid() });

export const addDomain = withUser(
  {
    name: "add a reverse proxy",
    form: z.object({ domain: z.string().trim().max(300), anyway: z.string().optional() }),
    limit: "manage",
    keepsTyped: true,
  },
  async (user, { domain, anyway }) => {
    checkDomain(domain, anyway !== undefined);
    await addProxy(user.id, domain);
    return { to: `${LIST}?done=added` };
  },
);

export const retryDomain = withUser(
  { name: "set up a reverse proxy again", form: oneProxy, limit: "manage" },
  async (user, { id }) => {
    await retryProxy(user.id, id);
    return { to: `${LIST}?done=retried` };
  },
);

export const deleteDomain = withUser(
  { name: "delete a reverse proxy", form: oneProxy, limit: "manage" },
  async (user, { id }) => {
    await deleteProxy(user.id, id);
    return { to: `${LIST}?done=deleted` };
  },
);
