import { tmpdir } from "node:os";
import { expect, test } from "@playwright/test";
import { env } from "../../lib/platform/env";
import { setTestEnvironment } from "./support/environment";

test("tests keep their data in a folder of their own, also when the first of them has no database", () => {
  setTestEnvironment();
  expect(env().dataDir.startsWith(tmpdir())).toBe(true);
});
