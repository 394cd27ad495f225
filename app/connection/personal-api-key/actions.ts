"use server";

import { z } from "zod";
import { acceptPersonalApiKey } from "@/features/personal-api-key/check";
import { refuse } from "@/features/personal-api-key/messages";
import { removePersonalApiKey } from "@/features/personal-api-key/personal-api-keys";
import { withUser } from "@/lib/auth/action";
import { recorded } from "@/lib/connection/attempt";
import { connectionOf } from "@/lib/connection/partner-project";
import { ordinaryLimit } from "@/lib/platform/limits";

const PAGE = "/connection/personal-api-key";

export const addKey = withUser(
  {
    ...recorded("add_personal_api_key"),
    form: z.object({ key: z.string().trim().max(200) }),
    limit: ordinaryLimit,
  },
  async (user, { key }) => {
    if (!/^phx_[0-9A-Za-z]+$/.test(key)) throw refuse("personal_api_key_malformed");
    await acceptPersonalApiKey(connectionOf(user), key);
    return { to: `${PAGE}?done=added` };
  },
);

export const removeKey = withUser(
  {
    ...recorded("remove_personal_api_key"),
    form: z.object({ origin: z.enum(["PASTED", "PROVISIONED"]) }),
    limit: ordinaryLimit,
  },
  async (user, { origin }) => {
    await removePersonalApiKey(connectionOf(user), origin);
    return { to: `${PAGE}?done=removed` };
  },
);
