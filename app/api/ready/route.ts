import { sealedColumns } from "@/features";
import { findObstacles } from "@/lib/platform/health";
import { checkStoredValues } from "@/lib/tokens/key-check";

export const dynamic = "force-dynamic";

/** Readiness check for a load balancer: whether this process can do its work, and what prevents it if not. */
export async function GET(): Promise<Response> {
  const obstacles = await findObstacles();
  const keys = obstacles.length === 0 ? await checkStoredValues(sealedColumns).catch(() => null) : null;
  const lost = keys?.unusableKeys.join(", ");
  const warnings = lost
    ? [`Stored values cannot be decrypted: set their keys in ENCRYPTION_KEYS again (${lost}).`]
    : [];
  // While only some keys are missing, this process can still serve everyone whose values it can decrypt.
  if (keys?.readable === 0) obstacles.push(...warnings.splice(0));
  const [status, answer] = obstacles.length === 0 ? [200, "ready"] : [503, "not ready"];
  return Response.json(
    { status: answer, obstacles, ...(warnings.length > 0 ? { warnings } : {}) },
    { status },
  );
}
