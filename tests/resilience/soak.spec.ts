import { provideNginx } from "../support/nginx";
import { expect, test } from "./support/fixtures";
import { soak } from "./support/soak";
import { judge } from "./support/soak-findings";

test("behind nginx, processes are killed under people's clicks, and only the clicks inside them are lost", async ({
  deploy,
  watch,
}) => {
  const nginx = provideNginx();
  const deployment = await deploy("PostgreSQL", { processes: 3, balance: nginx.balance });
  const options = { seconds: 20, clicksPerSecond: 15, killEverySeconds: 7 };
  const result = await soak(deployment, nginx, options);
  result.people.forEach(watch);
  const findings = await judge(deployment, options, result);
  expect(findings.filter(({ ok }) => ok === false)).toEqual([]);
});
