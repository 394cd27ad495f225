import { expect, test } from "@playwright/test";
import { runSoak } from "./support/soak-run";

test("while two builds take turns, processes die and the database restarts, only clicks in a killed process are lost", async () => {
  const findings = await runSoak({
    seconds: 30,
    clicksPerSecond: 15,
    killEverySeconds: 7,
    restartEverySeconds: 12,
  });
  expect(findings.filter(({ ok }) => ok === false)).toEqual([]);
});
