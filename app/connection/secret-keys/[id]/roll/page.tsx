import type { Metadata } from "next";
import { settingsPage } from "@/lib/connection/posthog-pages";
import { env } from "@/lib/platform/env";
import { keyPage } from "../../key-page";
import { RollForm } from "./roll-form";

const TITLE = "Roll a project secret API key";

export const metadata: Metadata = { title: TITLE };

export default keyPage(TITLE, async ({ id, label, mask, scopes }, { connection, project }) => {
  return (
    <div className="narrow card space-y-group">
      <h1 className="wrap-anywhere">Roll “{label}”?</h1>
      <ul className="list-disc space-y-2 pl-5">
        <li>PostHog gives the key a new value, which you see once, on the next page.</li>
        <li>The current value ({mask ?? "No preview"}) stops working at once, everywhere it is in use.</li>
        <li>Label and scopes stay.</li>
      </ul>
      <RollForm
        id={id}
        scopes={scopes}
        project={project}
        posthogUrl={env().posthogUrls[connection.region]}
        settingsUrl={settingsPage(connection, "project-secret-api-keys")}
      />
    </div>
  );
});
