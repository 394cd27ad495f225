import { expect, test } from "@playwright/test";
import { db } from "@/lib/platform/db";
import { provideDatabase } from "@/tests/unit/support/database";
import { countDays } from "../../days";

const NOW = new Date("2026-03-30T12:00:00Z");

test.describe("the days of the partner page", () => {
  provideDatabase();
  test.beforeAll(async () => {
    await db().user.create({ data: { id: "ada", email: "ada@example.org" } });
    await db().activity.createMany({
      data: (
        [
          ["open", null, 1, "2026-03-30T00:00:00Z"],
          ["open", null, 1, "2026-03-29T23:59:59Z"],
          ["open", "timeout", 3, "2026-03-29T10:00:00Z"],
          ["connect", null, 1, "2026-03-01T00:00:00Z"],
          ["connect", null, 1, "2026-02-28T23:59:59Z"],
          ["refresh", null, 1, "2026-03-15T12:00:00Z"],
        ] as const
      ).map(([action, code, times, at]) => ({ userId: "ada", action, code, times, createdAt: new Date(at) })),
    });
  });

  test("are thirty, in UTC, today last, those without activity among them", async () => {
    const days = await countDays(NOW);
    expect(days).toHaveLength(30);
    expect(days[0]).toEqual({ day: "2026-03-01", opens: 0, connections: 1, failures: 0 });
    expect(days.find(({ day }) => day === "2026-03-15")).toMatchObject({ opens: 0, failures: 0 });
    expect(days.slice(-2)).toEqual([
      { day: "2026-03-29", opens: 1, connections: 0, failures: 3 },
      { day: "2026-03-30", opens: 1, connections: 0, failures: 0 },
    ]);
  });
});
