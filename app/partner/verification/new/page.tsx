import type { Metadata } from "next";
import Link from "next/link";
import { requireOperator } from "@/lib/auth/operator";
import { env } from "@/lib/env";
import { clientId } from "@/lib/partner/client-metadata";
import { CreateForm } from "./create-form";

export const metadata: Metadata = { title: "Create a verification token" };

export default async function CreateTokenPage() {
  await requireOperator();
  return (
    <div className="space-y-6">
      <h1>Create a verification token</h1>
      <p className="text-lg text-ink-soft">
        It takes the place of the one published now, which stays good until you revoke it.
      </p>
      <CreateForm clientId={clientId(env().appUrl)} />
      <p>
        <Link href="/partner/verification">Back to the tokens</Link>
      </p>
    </div>
  );
}
