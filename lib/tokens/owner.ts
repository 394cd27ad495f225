/**
 * The owner of a connection: a person, and one of the partner's own projects (a site, an app, a workspace). Two
 * people on one project have two connections, because whoever opens a link is logged in as the person who consented.
 */
export interface ConnectionOwner {
  readonly userId: string;
  readonly partnerProjectId: string;
}

/**
 * One grant of an owner. A change made for it does not affect the connection that replaces it, perhaps in the other
 * region.
 */
export interface ConnectionGrant extends ConnectionOwner {
  readonly connectedAt: Date;
}

/** An owner as one string, to which the encryption binds their tokens. */
export const ownerName = ({ userId, partnerProjectId }: ConnectionOwner): string =>
  `${userId}/${partnerProjectId}`;
