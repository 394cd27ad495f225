import type { Socket } from "node:net";
import { expect, test } from "@playwright/test";
import { requireUsableServer } from "../../lib/platform/database-server";
import { answerClients, refuseWith } from "./support/postgres-answers";

const SECRET = "not-to-be-repeated";

const explain = (address: string): Promise<string> =>
  requireUsableServer(address).then(
    () => "it is usable",
    (error: Error) => error.message,
  );

async function explainAnswer(answer: (socket: Socket) => void, options = ""): Promise<string> {
  const server = await answerClients(answer);
  const sentence = await explain(`postgresql://app:${SECRET}@127.0.0.1:${server.port}/app${options}`);
  await server.stop();
  return sentence;
}

test.describe("a database server that cannot be used is told apart", () => {
  for (const [what, answer, words, options] of [
    ["a wrong password", refuseWith("28P01", "password authentication failed"), "refuses this password"],
    [
      "an unknown user, or one that needs TLS",
      refuseWith("28000", "no pg_hba.conf entry"),
      "refuses this user",
    ],
    ["an unknown database", refuseWith("3D000", "database does not exist"), "no database of this name"],
    ["too many clients", refuseWith("53300", "too many clients"), "no free connection"],
    ["a server that is starting", refuseWith("57P03", "starting up"), "is starting or stopping"],
    ["TLS that is refused", () => {}, "does not support TLS", "?sslmode=verify-full"],
    ["a connection that is closed", (socket: Socket) => socket.destroy(), "closed the connection"],
  ] as const) {
    test(what, async () => {
      const sentence = await explainAnswer(answer, options);
      expect(sentence).toContain(words);
      expect(sentence).toMatch(/^DATABASE_URL: 127\.0\.0\.1:\d+: [^\n]*; for example DATABASE_URL=/);
      expect(sentence).not.toContain(SECRET);
    });
  }

  test("no answer, within ten seconds", async () => {
    const began = Date.now();
    expect(await explainAnswer(() => {})).toContain("no answer in time");
    expect(Date.now() - began).toBeLessThan(10_000);
  });

  test("nothing that listens, a host that does not exist, a socket that is not there", async () => {
    expect(await explain("postgresql://app@127.0.0.1:1/app")).toContain("nothing listens");
    expect(await explain("postgresql://app@nowhere.invalid/app")).toMatch(
      /no host has this name|look at DNS/,
    );
    expect(await explain("postgresql://app@/app?host=/nowhere")).toContain(
      "/nowhere: no server listens on a socket",
    );
  });
});
