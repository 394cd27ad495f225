// Rendered per request, like everything that reports the state of this process.
export const dynamic = "force-dynamic";

/** Liveness check. It leaves out the database, because a restart would not fix that. */
export function GET(): Response {
  return Response.json({ status: "ok" });
}
