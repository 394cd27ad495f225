import type { Metadata } from "next";
import Link from "next/link";
import { OtherWays } from "@/components/other-ways";
import { Problem } from "@/components/problem";
import { Scopes } from "@/components/scopes";
import { Subpage } from "@/components/subpage";
import { Timestamp } from "@/components/timestamp";
import { holdsCredentialFor } from "@/lib/connection/credentials-for";
import { settingsPage } from "@/lib/connection/posthog-pages";
import { requireKey } from "../require-key";
import { ChangeForm } from "./change-form";

export const metadata: Metadata = { title: "Project secret API key" };

export default async function SecretKeyPage({ params }: PageProps<"/connection/secret-keys/[id]">) {
  const { id } = await params;
  const { user, connection, secretKey, failure } = await requireKey(id);
  if (!secretKey) return <Problem failure={failure} />;
  const { label, mask, scopes, createdAt, createdBy } = secretKey;
  const path = `/connection/secret-keys/${encodeURIComponent(id)}`;
  return (
    <Subpage title={label} back="secretKeys">
      <p className="text-ink-soft">
        <code>{mask ?? "No preview"}</code>, created by {createdBy ?? "somebody who has left"} on{" "}
        <Timestamp date={createdAt} day />
      </p>
      {(await holdsCredentialFor(user.id, "project:write")) ? (
        <>
          <ChangeForm id={id} label={label} scopes={scopes} />
          <nav aria-label="This key" className="flex flex-wrap gap-3">
            <Link href={`${path}/roll`} className="button button-quiet">
              Roll the key
            </Link>
            <Link href={`${path}/delete`} className="button button-quiet">
              Delete the key
            </Link>
          </nav>
        </>
      ) : (
        <div className="card space-y-4">
          <Scopes scopes={scopes} />
          <OtherWays
            to="change, roll or delete it"
            scope="project:write"
            href={settingsPage(connection, "secretKeys")}
          />
        </div>
      )}
    </Subpage>
  );
}
