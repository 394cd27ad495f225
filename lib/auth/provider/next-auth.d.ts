import "next-auth";

declare module "next-auth" {
  interface Session {
    /** All a session holds about a user; the rest is read from the database. */
    user: { id: string };
  }
}
