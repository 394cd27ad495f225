import { currentUser } from "@/lib/auth/session";
import { findConnection } from "@/lib/connection/connection";
import { isReporting } from "@/lib/connection/reporting";
import { ReportVisits } from "./report-visits";

/** Nothing, unless the person at this browser has said that their visits may be reported to their project. */
export async function VisitReports() {
  const user = (await isReporting()) ? await currentUser() : null;
  const project = user && (await findConnection(user.id))?.project;
  return project ? (
    <ReportVisits token={project.token} apiHost={project.apiHost} distinctId={user.id} />
  ) : null;
}
