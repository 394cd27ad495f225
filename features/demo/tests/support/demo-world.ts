import { testIn } from "@/tests/e2e/support/fixtures";
import type { Profile } from "@/tests/e2e/support/world";
import { newSigningKey } from "@/tests/support/signing-keys";

/** Tests in a world of the demonstration: each story begins with a clean sandbox, which other tests could not bear. */
export const testInDemo = (profile: Profile, { signs = false } = {}) =>
  testIn(profile, async () => ({
    OPERATORS: "olivia@story.example",
    ...(signs ? { SIGNING_KEYS: JSON.stringify([newSigningKey("demo")]) } : {}),
  }));

/** Shared by the files of the demonstration. */
export const testInDocumentedDemo = testInDemo("documented");
