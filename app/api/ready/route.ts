import { findObstacles } from "@/lib/platform/health";

export const dynamic = "force-dynamic";

/** Whether this process can do its work, so that a balancer sends people here; else what stands in the way. */
export async function GET(): Promise<Response> {
  const obstacles = await findObstacles();
  const [status, answer] = obstacles.length === 0 ? [200, "ready"] : [503, "not ready"];
  return Response.json({ status: answer, obstacles }, { status, headers: { "cache-control": "no-store" } });
}
