import { z } from "zod";
import { db } from "../db";
import { AppError, type ErrorCode } from "../failure";
import type { Prisma } from "../generated/prisma/client";
import { isErrorCode } from "../messages";
import type { Region } from "../posthog/regions";

/** One connection a user for now; a second one would have another slot. */
export const SLOT = "default";

/** A user's connection as the interface may see it: no tokens but the public project token. */
export interface Connection {
  readonly region: Region;
  /** Why the user has to connect again; absent while all is well. */
  readonly reconnectReason?: ErrorCode;
  readonly scopes: readonly string[];
  readonly connectedAt: Date;
  /** Absent while the tokens have arrived and the project has not. */
  readonly project?: {
    readonly id: string;
    readonly name: string;
    readonly organizationId?: string;
    readonly organizationName?: string;
    /** `phc_…`: public, meant for the browser. */
    readonly token: string;
    readonly apiHost: string;
    /** A reverse proxy of the organization's that was live when it was last looked at. */
    readonly proxyDomain?: string;
  };
}

const teamsSchema = z
  .array(
    z.object({
      id: z.string(),
      name: z.string(),
      // Connections made before it was kept have none.
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

/** The user's connection; null before the first onboarding. */
export async function findConnection(userId: string): Promise<Connection | null> {
  const row = await db().connection.findUnique({
    where: { userId_slot: { userId, slot: SLOT } },
    select: publicColumns,
  });
  return row && toConnection(row);
}

/** @throws {AppError} `not_connected`, `project_not_ready`. */
export function projectOf(connection: Connection | null): Required<Pick<Connection, "region" | "project">> {
  if (!connection) throw new AppError("not_connected");
  const { region, project } = connection;
  if (!project) throw new AppError("project_not_ready");
  return { region, project };
}

const toReason = (code: string | null): ErrorCode =>
  code && isErrorCode(code) ? code : "reconnect_required";

function toConnection(row: Prisma.ConnectionGetPayload<{ select: typeof publicColumns }>): Connection {
  const { region, scopes, connectedAt, projectId, projectToken, apiHost } = row;
  const team = teamsSchema.parse(row.teams).find(({ id }) => id === projectId);
  return {
    region,
    scopes,
    connectedAt,
    ...(row.status === "NEEDS_RECONNECT" ? { reconnectReason: toReason(row.reconnectReason) } : {}),
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
