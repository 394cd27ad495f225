import type { FaultyDatabase } from "../../support/faulty-database";
import { withClient } from "../../support/postgres";

/** The database that a fault affects. */
interface Stage {
  readonly front: FaultyDatabase;
  /** URL that bypasses the proxy. */
  readonly directUrl: string;
}

/** Ends a fault, and returns whether it took effect. */
type End = () => Promise<boolean>;

export interface DatabaseFault {
  /** Row of the table. */
  readonly name: string;
  /**
   * Begins the fault.
   * @param round The number of the attempt, from 1: each cuts another statement.
   */
  begin(stage: Stage, round: number): Promise<End>;
  /** Whether there is a round for each statement of a flow. */
  readonly perStatement?: true;
  /** Nothing fails: the work is done at once, or later, after a page that says so. */
  readonly isHarmless?: "at once" | "later";
}

/** Tables that the flows themselves use; sessions stay unlocked. */
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

/** Everything that can happen to a database. */
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
    // A session may leave read-only mode, even if that is the database's default.
    await client.query("SET default_transaction_read_only = off");
    await client.query(
      `DO $$ BEGIN
         EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = ${isReadOnly}', current_database());
       END $$`,
    );
    // Open sessions would keep the previous default.
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
  });
}
