import { expect } from "@playwright/test";
import { z } from "zod";

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The parsed JSON, or `undefined` when the answer is not JSON. */
  body: unknown;
}

export const answerOf = (status: number, headers: Headers, text: string): Answer => ({
  status,
  headers,
  text,
  body: parse(text),
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value at a path inside a body of unknown shape. */
export function read(body: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (Array.isArray(value)) return value[Number(key)];
    return z.record(z.string(), z.unknown()).parse(value)[key];
  }, body);
}

export const readText = (body: unknown, ...path: (string | number)[]) =>
  z.string().parse(read(body, ...path));
export function header(answer: Answer, name: string): number | null {
  const value = answer.headers.get(name);
  return value === null ? null : Number(value);
}

export function expectAnswer(answer: Answer, status: number, body: unknown): void {
  expect({ status: answer.status, body: answer.body }).toEqual({ status, body });
}

/** Errors of account requests, registration and limits. `id` is there only once the request's id has been read. */
export function expectTyped(
  answer: Answer,
  status: number,
  code: string,
  message: unknown,
  id?: string,
): void {
  const error = { type: "error", error: { code, message } };
  expectAnswer(answer, status, id === undefined ? error : { id, ...error });
}

/** Errors of everything behind a bearer token. */
export function expectStatus(answer: Answer, status: number, code: string, message: unknown, id = ""): void {
  expectAnswer(answer, status, { status: "error", id, error: { code, message } });
}

/** Errors of the token endpoint. */
export function expectOAuth(answer: Answer, status: number, error: string, description: unknown): void {
  expectAnswer(answer, status, { error, error_description: description });
}

/** The framework's own body, for requests that never reach an endpoint. */
export function expectGeneric(answer: Answer, status: number, code: string): void {
  expectAnswer(answer, status, {
    type: expect.any(String),
    code,
    detail: expect.any(String),
    attr: null,
  });
}

export function expectRedirect(answer: Answer, location: string | RegExp): void {
  expect(answer.status).toBe(302);
  if (typeof location === "string") expect(answer.headers.get("location")).toBe(location);
  else expect(answer.headers.get("location")).toMatch(location);
}
