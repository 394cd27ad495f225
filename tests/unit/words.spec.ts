import { expect, test } from "@playwright/test";
import { failureOf, features, wordsOf } from "../../features";
import { authMessages } from "../../lib/auth/messages";
import { connectionActivities } from "../../lib/connection/activities";
import type { ActivityWords } from "../../lib/connection/activity";
import { connectionMessages } from "../../lib/connection/messages";
import { posthogMessages } from "../../lib/connection/posthog-messages";
import type { Message } from "../../lib/platform/failure";
import { platformMessages } from "../../lib/platform/messages";
import { tokenMessages } from "../../lib/tokens/messages";
import { read, sourceFiles } from "./support/sources";

/** Every part of the messages: one for each room, and for each feature that has any. */
const messageParts: readonly Readonly<Record<string, Message>>[] = [
  platformMessages,
  posthogMessages,
  tokenMessages,
  authMessages,
  connectionMessages,
  ...features.flatMap(({ messages }) => (messages ? [messages] : [])),
];

const activityParts: readonly Readonly<Record<string, ActivityWords>>[] = [
  connectionActivities,
  ...features.flatMap(({ activities }) => (activities ? [activities] : [])),
];

const repeated = (names: readonly string[]): string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

const sources = ["app", "features", "lib"]
  .flatMap(sourceFiles)
  .filter((file) => !/^features\/[^/]+\/tests\//.test(file))
  // These pass on an id that their caller names.
  .filter((file) => !["lib/connection/activity.ts", "lib/connection/attempt.ts"].includes(file))
  .map((file) => ({ file, source: read(file) }));

/** The ids in all calls that record an activity. */
const findIds = (source: string): string[] =>
  [
    ...source.matchAll(
      /\b(?:recorded\(|recordFailure\([^,]+,|recordActivity\([^,]+,\s*\{\s*action:)\s*"(\w+)"/g,
    ),
  ].map(([, id = ""]) => id);

const recordedIds = new Set(sources.flatMap(({ source }) => findIds(source)));

test.describe("the words for refusals", () => {
  test("are defined once for each code", () => {
    const codes = messageParts.flatMap((part) => Object.keys(part));
    expect(codes.length).toBeGreaterThan(60);
    expect(repeated(codes)).toEqual([]);
  });

  test("are found by the code", () => {
    for (const [code, message] of messageParts.flatMap((part) => Object.entries(part))) {
      expect(failureOf(code), code).toEqual({ ok: false, code, message });
      const { title, body, next } = message;
      for (const text of [title, body, next]) expect(text.length, code).toBeGreaterThan(5);
    }
    expect(failureOf("of_another_version")).toBeUndefined();
  });

  test("are all in the list, also those of a file that is new", () => {
    const codes = messageParts.flatMap((part) => Object.keys(part));
    const defined = sources
      .filter(({ source }) =>
        /satisfies Record<string, Message>|Readonly<Record<.*, Message>> = \{/.test(source),
      )
      .flatMap(({ source }) =>
        [...source.matchAll(/^ {2}(\w+): \{\n {4}title:/gm)].map(([, code = ""]) => code),
      );
    expect(defined.length).toBeGreaterThan(60);
    expect(defined.filter((code) => !codes.includes(code))).toEqual([]);
  });
});

test.describe("the words for activities", () => {
  test("are defined once for each action", () => {
    expect(repeated(activityParts.flatMap((part) => Object.keys(part)))).toEqual([]);
  });

  test("are there for every action that is recorded, and for no other", () => {
    const ids = activityParts.flatMap((part) => Object.keys(part));
    expect([...recordedIds].sort()).toEqual(ids.sort());
    for (const [id, words] of activityParts.flatMap((part) => Object.entries(part))) {
      expect(wordsOf(id), id).toEqual(words);
      expect(words.done).not.toBe(words.failed);
    }
    expect(wordsOf("of_another_version").done).toBe("Did something");
  });

  test("are looked for wherever something is recorded: each place names its action", () => {
    for (const { file, source } of sources) {
      const calls = source.match(/\b(?:recorded|recordFailure|recordActivity)\(/g) ?? [];
      expect(findIds(source), file).toHaveLength(calls.length);
    }
  });
});
