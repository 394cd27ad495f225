import { type TestDatabase, withClient } from "./postgres";

/** Lets every one of the app's own limits through: a rig clicks for more people than it has. */
export const liftLimits = ({ url }: TestDatabase): Promise<unknown> =>
  withClient(url, (client) =>
    client.query(`
      CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW."fullAt" := now(); RETURN NEW; END $$;
      CREATE TRIGGER fill BEFORE INSERT OR UPDATE ON "RateLimit" FOR EACH ROW EXECUTE FUNCTION fill()`),
  );
