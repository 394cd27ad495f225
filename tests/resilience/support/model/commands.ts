import fc from "fast-check";
import { rotateProjectToken } from "../../../../lib/connection/project-token";
import { db } from "../../../../lib/platform/db";
import type { Region } from "../../../../lib/posthog/regions";
import { sealedConnections } from "../../../../lib/tokens/sql-token-store";
import { seal, unseal } from "../../../../lib/tokens/vault";
import type { CallFault, StatementFault } from "./process";
import { hooks, OWNERS, PEOPLE, PROCESSES, type World } from "./world";

/** Something that happens to the world. Only its invariants are checked, so there is no separate model. */
type Command = fc.AsyncCommand<object, World>;

const command = (name: string, run: (world: World) => Promise<void>): Command => ({
  check: () => true,
  run: (_model, world) => run(world),
  toString: () => name,
});

const process = fc.nat(PROCESSES - 1);
const owner = fc.nat(OWNERS - 1);
const person = fc.nat(PEOPLE - 1);
const region = fc.constantFrom<Region>("US", "EU");
const times = fc.integer({ min: 1, max: 3 });

const connect = fc
  .tuple(process, owner, region)
  .map(([p, o, r]) =>
    command(`connect ${o} in ${r} at ${p}`, (world) =>
      world.begin(p, (process) => world.connect(process, world.ownerOf(o), r)),
    ),
  );

const open = fc
  .tuple(process, owner)
  .map(([p, o]) =>
    command(`open ${o} at ${p}`, (world) =>
      world.begin(p, (process) => world.open(process, world.ownerOf(o))),
    ),
  );

/** Clicks at once in all processes, with an expired access token. */
const refresh = owner.map((o) =>
  command(`refresh ${o}`, async (world) => {
    world.posthog.expireAccess(world.ownerOf(o).userId);
    const clicks = world.processes.map((_, p) =>
      world.begin(p, (process) => world.open(process, world.ownerOf(o))),
    );
    await Promise.all(clicks);
  }),
);

const disconnect = fc
  .tuple(process, owner)
  .map(([p, o]) =>
    command(`disconnect ${o} at ${p}`, (world) =>
      world.begin(p, (process) => world.disconnect(process, world.ownerOf(o))),
    ),
  );

const rotate = fc
  .tuple(process, owner)
  .map(([p, o]) =>
    command(`rotate ${o}`, (world) => world.begin(p, () => rotateProjectToken(world.ownerOf(o), hooks))),
  );

const withdraw = fc
  .tuple(person, region)
  .map(([who, r]) =>
    command(`person ${who} withdraws in ${r}`, async (world) =>
      world.posthog.withdraw(world.userIds[who] ?? "", r),
    ),
  );

const rotateKeys = fc.constant(
  command("change the encryption key", async (world) => {
    const mine = await db().connection.findMany({ where: { userId: { in: [...world.userIds] } } });
    const ids = mine.map(({ id }) => id);
    const rows = await sealedConnections.readBatch("", 100_000);
    for (const { values, save } of rows.filter(({ id }) => ids.includes(id))) {
      const resealed = values.map(async ({ sealed, place }) => seal(unseal(sealed, place) ?? "", place));
      await save(await Promise.all(resealed));
    }
  }),
);

const deploy = process.map((p) => command(`deploy ${p}`, (world) => world.replace(p)));

const kill = process.map((p) =>
  command(`kill ${p}`, async (world) => {
    world.processOf(p).kill();
    await world.replace(p);
  }),
);

const breakCalls = fc
  .tuple(process, fc.constantFrom<CallFault>("not sent", "answer lost", "slow"), times)
  .map(([p, fault, n]) =>
    command(`calls of ${p}: ${n} × ${fault}`, async (world) => {
      world.processOf(p).callFaults.push(...Array<CallFault>(n).fill(fault));
    }),
  );

const breakStatements = fc
  .tuple(process, fc.constantFrom<StatementFault>("not carried out", "answer lost", "slow"), times)
  .map(([p, fault, n]) =>
    command(`statements of ${p}: ${n} × ${fault}`, async (world) => {
      world.processOf(p).statementFaults.push(...Array<StatementFault>(n).fill(fault));
    }),
  );

export const commands = fc.commands(
  [
    connect,
    connect,
    open,
    refresh,
    refresh,
    disconnect,
    rotate,
    withdraw,
    rotateKeys,
    deploy,
    kill,
    breakCalls,
    breakStatements,
  ],
  { size: "max", maxCommands: 25 },
);
