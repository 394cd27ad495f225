import type { FaultyDatabase } from "../../support/faulty-database";
import { withClient } from "../../support/postgres";

/** The database that a fault befalls. */
interface Stage {
  readonly front: FaultyDatabase;
  /** Past the proxy. */
  readonly directUrl: string;
}

/** Ends a fault. Tells whether it befell anyone. */
type End = () => Promise<boolean>;

export interface DatabaseFault {
  /** Row of the table. */
  readonly name: string;
  /**
   * Begins it.
   * @param round The number of the attempt, from 1: each cuts another statement.
   */
  begin(stage: Stage, round: number): Promise<End>;
  /** It has as many rounds as a flow has statements. */
  readonly perStatement?: true;
  /** Nothing fails: what a person wants is done, at once or after an answer that says so. */
  readonly isHarmless?: "at once" | "later";
}

/** What a flow reads and writes itself; the session's own row stays free. */
const LOCKED = ["Connection", "Onboarding", "PendingRemoval"];
const DOWN_MS = 700;

const passing =
  ({ front }: Stage): End =>
  async () => {
    await front.pass();
    return true;
  };

const cut = (moment: "before" | "after"): DatabaseFault => ({
  name: `reset ${moment} each statement`,
  perStatement: true,
  async begin({ front }, round) {
    await front.pass();
    front.cut({ at: round, moment });
    return async () => {
      const wasCut = front.wasCut();
      await front.pass();
      return wasCut;
    };
  },
});

const slow = (milliseconds: number, isHarmless: "at once" | "later"): DatabaseFault => ({
  name: `${milliseconds} ms slower`,
  isHarmless,
  async begin(stage) {
    stage.front.slow(milliseconds);
    return passing(stage);
  },
});

/** Everything that may become of a database. */
export const DATABASE_FAULTS: readonly DatabaseFault[] = [
  cut("before"),
  cut("after"),
  {
    name: "refused",
    async begin(stage) {
      await stage.front.refuse();
      return passing(stage);
    },
  },
  {
    name: "silent",
    async begin(stage) {
      stage.front.silence();
      return passing(stage);
    },
  },
  slow(200, "at once"),
  slow(2000, "later"),
  {
    name: "locked tables",
    async begin({ directUrl }) {
      let unlock = () => {};
      const unlocked = new Promise<void>((resolve) => {
        unlock = resolve;
      });
      let locked = () => {};
      const isLocked = new Promise<void>((resolve) => {
        locked = resolve;
      });
      const session = withClient(directUrl, async (client) => {
        await client.query(`BEGIN; LOCK TABLE ${LOCKED.map((table) => `"${table}"`)}`);
        locked();
        await unlocked;
      });
      await isLocked;
      return async () => {
        unlock();
        await session;
        return true;
      };
    },
  },
  {
    name: "read-only",
    async begin({ directUrl }) {
      await setReadOnly(directUrl, true);
      return async () => {
        await setReadOnly(directUrl, false);
        return true;
      };
    },
  },
  {
    name: "restarted",
    async begin(stage) {
      await stage.front.refuse();
      const isUp = new Promise<void>((resolve) => {
        setTimeout(() => stage.front.pass().then(resolve), DOWN_MS);
      });
      return async () => {
        await isUp;
        return true;
      };
    },
  },
];

async function setReadOnly(url: string, isReadOnly: boolean): Promise<void> {
  await withClient(url, async (client) => {
    // A session may leave its own read-only mode, also where that is the database's.
    await client.query("SET default_transaction_read_only = off");
    await client.query(
      `DO $$ BEGIN
         EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = ${isReadOnly}', current_database());
       END $$`,
    );
    // Sessions that are open would go on as before.
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
  });
}
