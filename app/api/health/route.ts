// Rendered per request, like everything that says how this process is.
export const dynamic = "force-dynamic";

/** Whether this process serves. Asks nobody else: a restart mends no database. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
