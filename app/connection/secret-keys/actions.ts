"use server";

import { z } from "zod";
import { withUser } from "@/lib/auth/action";
import { secretKeyForm } from "@/lib/connection/secret-key-form";
import {
  createSecretKey,
  deleteSecretKey,
  rollSecretKey,
  updateSecretKey,
} from "@/lib/connection/secret-keys";

const LIST = "/connection/secret-keys";

const oneKey = z.object({ id: z.string().min(1).max(100) });

/** The value is in this answer and nowhere else: not in an address, not in a cookie, not in the database. */
export const createKey = withUser(
  { name: "create a project secret API key", form: secretKeyForm, limit: "manage", keepsTyped: true },
  async (user, fields) => ({ show: { ...fields, value: await createSecretKey(user.id, fields) } }),
);

export const changeKey = withUser(
  {
    name: "change a project secret API key",
    form: oneKey.and(secretKeyForm),
    limit: "manage",
    keepsTyped: true,
  },
  async (user, { id, ...fields }) => {
    await updateSecretKey(user.id, id, fields);
    return { to: `${LIST}?done=changed` };
  },
);

export const rollKey = withUser(
  { name: "roll a project secret API key", form: oneKey, limit: "manage" },
  async (user, { id }) => ({ show: await rollSecretKey(user.id, id) }),
);

export const deleteKey = withUser(
  { name: "delete a project secret API key", form: oneKey, limit: "manage" },
  async (user, { id }) => {
    await deleteSecretKey(user.id, id);
    return { to: `${LIST}?done=deleted` };
  },
);
