import { expect, test } from "@playwright/test";
import { z } from "zod";
import { listOperatorActions, recordOperatorAction } from "../../lib/auth/operator-actions";
import { db } from "../../lib/platform/db";
import { provideDatabase } from "./support/database";

const EMAIL = "grace@example.org";

test.describe("the record of operators' actions", () => {
  provideDatabase();

  test("outlives the operator, with what was done to what, and the outcome", async () => {
    const operator = await db().user.create({
      data: { email: EMAIL },
      select: { id: true, email: true, name: true },
    });
    const action = { name: "register_client", form: z.object({ region: z.enum(["US", "EU"]) }) };
    const form = new FormData();
    form.set("region", "EU");
    form.set("$ACTION_KEY", "x");
    await recordOperatorAction(operator, action, form, { ok: true, value: undefined });
    await db().user.deleteMany({ where: { id: operator.id } });
    expect((await listOperatorActions()).filter(({ email }) => email === EMAIL)).toMatchObject([
      { action: "register_client", input: '{"region":"EU"}', code: null },
    ]);
  });
});
