import type { SqlSession } from "../../lib/platform/migrations";

/** Lifts all of the app's own limits: a rig's few users click for many. */
export const liftLimits = (session: SqlSession): Promise<unknown> =>
  session.exec(`
    CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN NEW."fullAt" := now(); RETURN NEW; END $$;
    CREATE TRIGGER fill BEFORE INSERT OR UPDATE ON "RateLimit" FOR EACH ROW EXECUTE FUNCTION fill()`);
