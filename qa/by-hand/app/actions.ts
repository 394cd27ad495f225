"use server";

import { PrismaPg } from "@prisma/adapter-pg";
import type { Route } from "next";
import { redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { PrismaClient } from "../../../lib/platform/generated/prisma/client";

const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) });

/**
 * The click as someone would write it without this project, as the baseline for measurements: a session, one read, one
 * request and a redirect. No limits, no encryption, no refresh, no activity log.
 */
export async function openInPostHog(): Promise<void> {
  const session = await getServerSession({
    providers: [],
    callbacks: { session: ({ session, token }) => ({ ...session, user: { id: token.sub ?? "" } }) },
  });
  if (!session) redirect("/");
  const { accessTokenSealed: accessToken } = await prisma.connection.findFirstOrThrow({
    where: { userId: session.user.id },
  });
  const response = await fetch(`${process.env.POSTHOG_US_URL}/api/agentic/provisioning/deep_links`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${accessToken}` },
    body: JSON.stringify({ purpose: "dashboard" }),
  });
  const { url }: { url: Route } = await response.json();
  redirect(url);
}
