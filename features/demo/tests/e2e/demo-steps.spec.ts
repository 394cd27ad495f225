import { eventSchema } from "@/features/demo/events";
import { personaSchema } from "@/features/demo/personas";
import { goTogether, stepsOf } from "@/features/demo/steps";
import { expect, test } from "@/tests/e2e/support/fixtures";
import { sendForm } from "@/tests/e2e/support/shortcuts";
import { beginQuickly, movesOf, stepsDone } from "../support/stories";

const SETTING = { profile: "documented", signs: false } as const;

test.describe("each step is ticked by its own call and by no other", () => {
  test.afterEach(async ({ sandbox }) => sandbox.control("DELETE", "story"));

  for (const persona of personaSchema.options) {
    for (const event of eventSchema.options.filter((id) => goTogether(persona, id, SETTING))) {
      test(`${persona}, ${event}, in both regions`, async ({ page, sandbox }) => {
        const moves = movesOf(persona, event);
        const steps = stepsOf(persona, event, SETTING);
        expect(moves).toHaveLength(steps.length);
        for (const region of ["us", "eu"] as const) {
          const email = await beginQuickly(page, persona, event);
          expect(await stepsDone(sandbox)).toBe(0);
          for (const [index, move] of moves.entries()) {
            await move({ page, sandbox, region, email });
            await expect
              .poll(() => stepsDone(sandbox), { message: `${region}: ${steps[index]?.text}` })
              .toBe(index + 1);
          }
        }
      });
    }
  }
});

test("a pair that makes no sense is refused by the server", async ({ page }) => {
  const answer = await sendForm(page, "/demo", "Begin", { persona: "new", event: "refused" });
  expect(await answer.text()).toContain("These two do not go together");
});
