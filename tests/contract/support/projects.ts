import { expect } from "@playwright/test";
import { z } from "zod";
import { readText } from "./answer";
import { register } from "./clients";
import { newTokens } from "./grants";
import type { PartnerHost } from "./partner-host";
import { bearer, type Region } from "./region";

export interface Project {
  id: number;
  /** Public, in every visitor's browser: anyone who has it may send events. */
  token: string;
  /** The partner's access to the project. */
  access: string;
}

/** Creates a project, as a partner does with a new user. */
export async function newProject(region: Region, partner: PartnerHost): Promise<Project> {
  const { access, teamId } = await newTokens(region, await register(region, partner));
  const answer = await region.get(`provisioning/resources/${teamId}`, bearer(access));
  expect(answer.status, answer.text).toBe(200);
  return { id: teamId, access, token: readText(answer.body, "complete", "access_configuration", "api_key") };
}

/** Gives the project another token, and returns it. */
export async function rotateToken(region: Region, { id, access }: Project): Promise<string> {
  const path = `provisioning/resources/${id}/rotate_credentials`;
  const answer = await region.post(path, {}, bearer(access));
  expect(answer.status, answer.text).toBe(200);
  return readText(answer.body, "complete", "access_configuration", "api_key");
}

const captured = z.object({
  events: z.array(
    z.object({
      uuid: z.string(),
      event: z.string(),
      distinct_id: z.string(),
      properties: z.record(z.string(), z.unknown()),
      timestamp: z.string(),
      received_at: z.string(),
    }),
  ),
});

export async function readEvents(region: Region, projectId?: number) {
  const query = projectId === undefined ? "" : `?project_id=${projectId}`;
  return captured.parse(await region.control("GET", `events${query}`)).events;
}

export async function readEventNames(region: Region, projectId?: number): Promise<string[]> {
  return (await readEvents(region, projectId)).map((event) => event.event);
}

const requests = z.object({
  requests: z.array(z.object({ path: z.string(), request_headers: z.record(z.string(), z.string()) })),
});

/** The content encoding of each batch of events. */
export async function readSentEncodings(region: Region): Promise<(string | undefined)[]> {
  const sent = requests.parse(await region.control("GET", "requests")).requests;
  return sent
    .filter(({ path }) => path === "/batch/")
    .map((sent) => sent.request_headers["content-encoding"]);
}
