"use server";

import { z } from "zod";
import { secretKeyForm } from "@/features/secret-keys/form";
import {
  createSecretKey,
  deleteSecretKey,
  rollSecretKey,
  updateSecretKey,
} from "@/features/secret-keys/secret-keys";
import { withUser } from "@/lib/auth/action";
import { recorded } from "@/lib/connection/attempt";
import { connectionOf } from "@/lib/connection/partner-project";
import { ordinaryLimit } from "@/lib/platform/limits";

const LIST = "/connection/secret-keys";

const oneKey = z.object({ id: z.string().regex(/^[\w-]{1,100}$/) });

/** The value is in this answer and nowhere else: not in a URL, not in a cookie, not in the database. */
export const createKey = withUser(
  { ...recorded("create_secret_key"), form: secretKeyForm, limit: ordinaryLimit, keepsTyped: true },
  async (user, fields) => ({ show: { ...fields, value: await createSecretKey(connectionOf(user), fields) } }),
);

export const changeKey = withUser(
  {
    ...recorded("change_secret_key"),
    form: oneKey.and(secretKeyForm),
    limit: ordinaryLimit,
    keepsTyped: true,
  },
  async (user, { id, ...fields }) => {
    await updateSecretKey(connectionOf(user), id, fields);
    return { to: `${LIST}?done=changed` };
  },
);

export const rollKey = withUser(
  { ...recorded("roll_secret_key"), form: oneKey, limit: ordinaryLimit },
  async (user, { id }) => ({ show: await rollSecretKey(connectionOf(user), id) }),
);

export const deleteKey = withUser(
  { ...recorded("delete_secret_key"), form: oneKey, limit: ordinaryLimit },
  async (user, { id }) => {
    await deleteSecretKey(connectionOf(user), id);
    return { to: `${LIST}?done=deleted` };
  },
);
