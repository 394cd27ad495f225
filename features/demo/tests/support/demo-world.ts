import { testIn } from "@/tests/e2e/support/fixtures";
import type { Profile } from "@/tests/e2e/support/world";
import { newSigningKey } from "@/tests/support/signing-keys";

/** Tests in a world of their own: each story resets the sandbox, which would break other tests. */
export const testInDemo = (profile: Profile, { signs = false } = {}) =>
  testIn(profile, async () => ({
    OPERATORS: "olivia@story.example",
    ...(signs ? { SIGNING_KEYS: JSON.stringify([newSigningKey("demo")]) } : {}),
  }));

/** Shared by the demonstration's test files. */
export const testInDocumentedDemo = testInDemo("documented");
