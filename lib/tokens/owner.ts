/**
 * To whom a connection belongs: a person, and one of the partner's own projects (a site, an app, a workspace). Two
 * people on one project have two connections: a link logs its opener in as the person who consented.
 */
export interface ConnectionOwner {
  readonly userId: string;
  readonly partnerProjectId: string;
}

/**
 * One grant of an owner. What is done for it does not reach the connection that replaces it, in the other region
 * perhaps.
 */
export interface ConnectionGrant extends ConnectionOwner {
  readonly connectedAt: Date;
}

/** An owner as one text, for which their tokens are encrypted. */
export const ownerName = ({ userId, partnerProjectId }: ConnectionOwner): string =>
  `${userId}/${partnerProjectId}`;
