import { cookies } from "next/headers";
import { env } from "../env";

const COOKIE = "report-visits";
const YEAR_SECONDS = 365 * 24 * 3600;

/** Whether the person at this browser wants their visits here to be reported to their own project. */
export async function isReporting(): Promise<boolean> {
  return (await cookies()).get(COOKIE)?.value === "yes";
}

/** Keeps the wish in this browser. For actions. */
export async function setReporting(wanted: boolean): Promise<void> {
  const secure = env().appUrl.startsWith("https:");
  const options = { path: "/", httpOnly: true, secure, sameSite: "lax" } as const;
  (await cookies()).set(COOKIE, wanted ? "yes" : "", { ...options, maxAge: wanted ? YEAR_SECONDS : 0 });
}
