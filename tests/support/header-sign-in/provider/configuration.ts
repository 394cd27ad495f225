import { z } from "zod";
import { defineConfiguration } from "@/lib/platform/configuration";

/** The key with which the authenticating proxy in front signs the user's identity. */
export const providerConfiguration = defineConfiguration(
  z
    .object({ PROXY_KEY: z.string().min(32) })
    .transform((raw) => ({ key: new TextEncoder().encode(raw.PROXY_KEY) })),
);

export const signsInByEmailAlone = (): boolean => false;

export const formTargets = (): string[] => [];
