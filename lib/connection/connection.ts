import { z } from "zod";
import { db } from "../platform/db";
import type { Prisma } from "../platform/generated/prisma/client";
import type { Region } from "../posthog/regions";
import { isDecryptable } from "../tokens/key-check";
import { refuse as notConnected } from "../tokens/messages";
import type { ConnectionOwner } from "../tokens/owner";
import { refuse } from "./messages";

/** A connection as the UI may see it: without tokens, except for the public project token. */
export interface Connection {
  readonly region: Region;
  /** The code for why the person has to connect again; absent while the connection works. */
  readonly reconnectReason?: string;
  readonly scopes: readonly string[];
  readonly connectedAt: Date;
  /** Absent until the project is known: the tokens arrive first. */
  readonly project?: {
    readonly id: string;
    readonly name: string;
    readonly organizationId?: string;
    readonly organizationName?: string;
    /** `phc_…`: public, meant for the browser. */
    readonly token: string;
    readonly apiHost: string;
    /** The domain of a reverse proxy of the organization that was live when last checked. */
    readonly proxyDomain?: string;
  };
}

const teamsSchema = z
  .array(
    z.object({
      id: z.string(),
      name: z.string(),
      // Absent in connections made before it was stored.
      organizationId: z.string().optional(),
      organizationName: z.string(),
    }),
  )
  .catch([]);

// No column that ends in `Sealed` belongs here.
const publicColumns = {
  region: true,
  status: true,
  reconnectReason: true,
  scopes: true,
  teams: true,
  projectId: true,
  projectToken: true,
  apiHost: true,
  proxyDomain: true,
  connectedAt: true,
} satisfies Prisma.ConnectionSelect;

/** The owner's connection; null before the first onboarding. */
export async function findConnection(owner: ConnectionOwner): Promise<Connection | null> {
  const row = await db().connection.findUnique({
    where: { userId_partnerProjectId: owner },
    select: publicColumns,
  });
  if (!row) return null;
  const isLocked = row.status === "ACTIVE" && !(await isDecryptable(owner));
  // Not stored, because with the right encryption key the connection works again.
  return { ...toConnection(row), ...(isLocked ? { reconnectReason: "tokens_unreadable" } : {}) };
}

/** @throws {AppError} `not_connected`, `project_not_ready`. */
export function projectOf(
  connection: Connection | null,
): Required<Pick<Connection, "region" | "connectedAt" | "project">> {
  if (!connection) throw notConnected("not_connected");
  const { region, connectedAt, project } = connection;
  if (!project) throw refuse("project_not_ready");
  return { region, connectedAt, project };
}

function toConnection(row: Prisma.ConnectionGetPayload<{ select: typeof publicColumns }>): Connection {
  const { region, scopes, connectedAt, projectId, projectToken, apiHost } = row;
  const team = teamsSchema.parse(row.teams).find(({ id }) => id === projectId);
  return {
    region,
    scopes,
    connectedAt,
    ...(row.status === "NEEDS_RECONNECT"
      ? { reconnectReason: row.reconnectReason ?? "reconnect_required" }
      : {}),
    ...(projectId && projectToken && apiHost
      ? {
          project: {
            id: projectId,
            name: team?.name ?? `Project ${projectId}`,
            ...(team ? { organizationName: team.organizationName } : {}),
            ...(team?.organizationId ? { organizationId: team.organizationId } : {}),
            token: projectToken,
            apiHost,
            ...(row.proxyDomain ? { proxyDomain: row.proxyDomain } : {}),
          },
        }
      : {}),
  };
}
