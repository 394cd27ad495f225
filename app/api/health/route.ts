// Rendered per request, like everything that says how this process is.
export const dynamic = "force-dynamic";

/** Whether this process serves. It does not check the database, because a restart would not fix that. */
export function GET(): Response {
  return Response.json({ status: "ok" });
}
