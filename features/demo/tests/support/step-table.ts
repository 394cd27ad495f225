import { eventSchema } from "@/features/demo/events";
import { personaSchema } from "@/features/demo/personas";
import { goTogether, type Setting, stepsOf } from "@/features/demo/steps";
import { expect } from "@/tests/e2e/support/fixtures";
import { sendForm } from "@/tests/e2e/support/shortcuts";
import type { testInDemo } from "./demo-world";
import { beginQuickly, movesOf, stepsDone } from "./stories";

/** Tests every persona with every event that this setting allows, in both regions. */
export function describeSteps(test: ReturnType<typeof testInDemo>, setting: Setting): void {
  const { profile, signs } = setting;

  test.describe(`each step is ticked by its own call, ${profile}${signs ? ", signing" : ""}`, () => {
    test.describe.configure({ mode: "default" });
    test.afterEach(async ({ sandbox }) => sandbox.control("DELETE", "story"));

    for (const persona of personaSchema.options) {
      for (const event of eventSchema.options.filter((id) => goTogether(persona, id, setting))) {
        test(`${persona}, ${event}`, async ({ page, sandbox }) => {
          const steps = stepsOf(persona, event, setting);
          for (const region of ["us", "eu"] as const) {
            const email = await beginQuickly(page, persona, event);
            let expected = 0;
            expect(await stepsDone(sandbox)).toBe(expected);
            for (const entry of movesOf(persona, event, setting)) {
              const [move, ticks] = Array.isArray(entry) ? entry : [entry, 1];
              await move({ page, sandbox, region, email });
              const message = `${region}: ${steps[expected]?.text}`;
              expected += ticks;
              await expect.poll(() => stepsDone(sandbox), { message }).toBe(expected);
            }
            expect(expected).toBe(steps.length);
          }
        });
      }
    }

    test("a pair that makes no sense is refused by the server", async ({ page }) => {
      const answer = await sendForm(page, "/demo", "Begin", { persona: "new", event: "refused" });
      expect(await answer.text()).toContain("These two do not go together");
    });
  });
}
