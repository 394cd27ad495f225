"use server";

import { z } from "zod";
import { withUser } from "@/lib/auth/action";
import { acceptPersonalApiKey } from "@/lib/connection/personal-api-key-check";
import { removePersonalApiKey } from "@/lib/connection/personal-api-keys";
import { AppError } from "@/lib/failure";

const PAGE = "/connection/personal-api-key";

export const addKey = withUser(
  { name: "add a personal API key", form: z.object({ key: z.string().trim().max(200) }), limit: "manage" },
  async (user, { key }) => {
    if (!/^phx_[0-9A-Za-z]+$/.test(key)) throw new AppError("personal_api_key_malformed");
    await acceptPersonalApiKey(user.id, key);
    return { to: `${PAGE}?done=added` };
  },
);

export const removeKey = withUser(
  {
    name: "remove a personal API key",
    form: z.object({ origin: z.enum(["PASTED", "PROVISIONED"]) }),
    limit: "manage",
  },
  async (user, { origin }) => {
    await removePersonalApiKey(user.id, origin);
    return { to: `${PAGE}?done=removed` };
  },
);
