"use server";

import { z } from "zod";
import { checkDomain } from "@/features/proxies/domain";
import { addProxy, deleteProxy, retryProxy } from "@/features/proxies/proxies";
import { withUser } from "@/lib/auth/action";
import { recorded } from "@/lib/connection/attempt";
import { connectionOf } from "@/lib/connection/partner-project";
import { ordinaryLimit } from "@/lib/platform/limits";

const LIST = "/connection/proxies";

// PostHog answers 500 to an id that is not a UUID. Its own ids have no RFC 9562 version, which `z.uuid` demands.
const oneProxy = z.object({ id: z.guid() });

export const addDomain = withUser(
  {
    ...recorded("add_proxy"),
    form: z.object({ domain: z.string().trim().toLowerCase().max(300), anyway: z.string().optional() }),
    limit: ordinaryLimit,
    keepsTyped: true,
  },
  async (user, { domain, anyway }) => {
    checkDomain(domain, anyway !== undefined);
    await addProxy(connectionOf(user), domain);
    return { to: `${LIST}?done=added` };
  },
);

export const retryDomain = withUser(
  { ...recorded("retry_proxy"), form: oneProxy, limit: ordinaryLimit },
  async (user, { id }) => {
    await retryProxy(connectionOf(user), id);
    return { to: `${LIST}?done=retried` };
  },
);

export const deleteDomain = withUser(
  { ...recorded("delete_proxy"), form: oneProxy, limit: ordinaryLimit },
  async (user, { id }) => {
    await deleteProxy(connectionOf(user), id);
    return { to: `${LIST}?done=deleted` };
  },
);
