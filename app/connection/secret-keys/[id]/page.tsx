import type { Metadata } from "next";
import { Link } from "@/components/link";
import { Scopes } from "@/components/scopes";
import { Subpage } from "@/components/subpage";
import { Timestamp } from "@/components/timestamp";
import { hasCredentialFor } from "@/features/personal-api-key/credentials";
import { OtherWays } from "@/features/personal-api-key/other-ways";
import { settingsPage } from "@/lib/connection/posthog-pages";
import { BACK_TO_KEYS } from "../back-to-keys";
import { keyPage } from "../key-page";
import { ChangeForm } from "./change-form";

const TITLE = "Project secret API key";

export const metadata: Metadata = { title: TITLE };

export default keyPage(TITLE, async (secretKey, { owner, connection }) => {
  const { id, label, mask, scopes, createdAt, createdBy } = secretKey;
  const path = `/connection/secret-keys/${encodeURIComponent(id)}` as const;
  return (
    <Subpage title={label} back={BACK_TO_KEYS}>
      <p className="text-ink-soft">
        <code>{mask ?? "No preview"}</code>, created <Timestamp date={createdAt} /> by{" "}
        {createdBy ?? "someone who has left"}
      </p>
      {(await hasCredentialFor(owner, "project:write")) ? (
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
            href={settingsPage(connection, "project-secret-api-keys")}
          />
        </div>
      )}
    </Subpage>
  );
});
