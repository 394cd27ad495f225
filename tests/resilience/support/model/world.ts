import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { exchangeAndSave } from "../../../../lib/connection/keeping";
import { type ProjectHooks, provision } from "../../../../lib/connection/provisioning";
import { removeNow, waitForRemovals } from "../../../../lib/connection/removal";
import { db } from "../../../../lib/platform/db";
import { AppError } from "../../../../lib/platform/failure";
import { mintDeepLink } from "../../../../lib/posthog/deep-links";
import { PostHogError } from "../../../../lib/posthog/errors";
import type { Region } from "../../../../lib/posthog/regions";
import { exchangeCode } from "../../../../lib/posthog/tokens";
import type { Keep } from "../../../../lib/tokens/keeping";
import type { ConnectionOwner } from "../../../../lib/tokens/owner";
import { sealTokens } from "../../../../lib/tokens/vault";
import type { ModelPostHog } from "./posthog";
import { ModelProcess } from "./process";

export const PEOPLE = 3;
const PARTNER_PROJECTS = ["site-a", "site-b"] as const;
export const OWNERS = PEOPLE * PARTNER_PROJECTS.length;
export const PROCESSES = 2;

export const hooks: ProjectHooks = { scopes: {}, onProject: async () => {} };

/** Three people with two of the partner's projects each, in an app of two processes. */
export class World {
  readonly owners: readonly ConnectionOwner[];
  readonly userIds: readonly string[];
  /** Links that opened the project of someone else. */
  readonly strangers: string[] = [];
  /** Errors that are neither refusals nor injected database faults. */
  readonly defects: unknown[] = [];
  readonly processes: ModelProcess[];
  private readonly former: ModelProcess[] = [];
  private readonly underWay = new Map<Promise<void>, ModelProcess>();
  private readonly removals: Promise<void>[] = [];

  private constructor(
    readonly posthog: ModelPostHog,
    private readonly origins: Record<Region, string>,
  ) {
    this.userIds = Array.from({ length: PEOPLE }, () => randomUUID());
    this.owners = this.userIds.flatMap((userId) =>
      PARTNER_PROJECTS.map((partnerProjectId) => ({ userId, partnerProjectId })),
    );
    this.processes = Array.from({ length: PROCESSES }, () => new ModelProcess(origins));
  }

  static async create(posthog: ModelPostHog): Promise<World> {
    const world = new World(posthog, await posthog.origins());
    await db().user.createMany({
      data: world.userIds.map((id) => ({ id, email: `${id}@example.org` })),
    });
    return world;
  }

  ownerOf(number: number): ConnectionOwner {
    const owner = this.owners[number];
    if (!owner) throw new Error(`no owner ${number}`);
    return owner;
  }

  processOf(number: number): ModelProcess {
    const process = this.processes[number];
    if (!process) throw new Error(`no process ${number}`);
    return process;
  }

  /** The refresh tokens whose loss is not the app's fault. */
  lost = (): Set<string> => new Set([...this.processes, ...this.former].flatMap((process) => process.lost()));

  /** Starts some work, and returns a little later, whether or not it has finished. */
  async begin(number: number, work: (process: ModelProcess) => Promise<unknown>): Promise<void> {
    const process = this.processOf(number);
    const done = work(process).then(
      () => {},
      (error: unknown) => {
        const isExpected = error instanceof AppError || error instanceof PostHogError;
        if (!isExpected && !/database is away|was reset/.test(String(error))) this.defects.push(error);
      },
    );
    this.underWay.set(done, process);
    await Promise.race([done, sleep(40)]);
  }

  /**
   * Waits until living processes have finished all work, including what no caller awaits any longer, and until what
   * killed processes sent has been carried out. Living processes prolong their leases; those of killed ones expire.
   */
  async settle(): Promise<void> {
    for (const [done, process] of this.underWay) await (process.isKilled ? process.carriedOut() : done);
    await Promise.all(this.removals);
    const leased = { userId: { in: [...this.userIds] }, refreshLeaseUntil: { gt: new Date() } };
    while ((await db().connection.count({ where: leased })) > 0) {
      await sleep(500);
      leased.refreshLeaseUntil = { gt: new Date() };
    }
  }

  /** Replaces a process with one of the next deployment. The former one finishes what it has begun. */
  async replace(number: number): Promise<void> {
    this.former.push(this.processOf(number));
    this.processes[number] = this.newProcess();
  }

  newProcess = (): ModelProcess => new ModelProcess(this.origins);

  /** Connects, or connects again, as `finishOnboarding` does, but through this process. */
  async connect(process: ModelProcess, owner: ConnectionOwner, region: Region): Promise<void> {
    const code = this.posthog.consent(owner.userId, region);
    const { id } = await db().onboarding.create({
      data: { ...owner, region, step: "TOKENS", expiresAt: new Date(Date.now() + 600_000) },
      select: { id: true },
    });
    await waitForRemovals(owner.userId, region);
    try {
      await exchangeAndSave((keep) => {
        const exchanged = this.exchange(process, owner, { region, code }, keep);
        this.underWay.set(
          exchanged.catch(() => {}),
          process,
        );
        return exchanged;
      });
      await provision(owner, hooks);
    } finally {
      await db().onboarding.deleteMany({ where: { id } });
      void this.remove(owner.userId);
    }
  }

  private async exchange(
    { config, store }: ModelProcess,
    owner: ConnectionOwner,
    grant: { region: Region; code: string },
    keep: Keep,
  ): Promise<void> {
    const { tokens, teams } = await exchangeCode(config, { ...grant, codeVerifier: "v".repeat(43) });
    const sealed = sealTokens(owner, tokens);
    await keep(() => store.saveGrant(owner, { region: grant.region, scopes: [], teams, ...sealed }));
  }

  async open({ config, custody }: ModelProcess, owner: ConnectionOwner): Promise<void> {
    const { url } = await custody.withAccessToken(owner, (access) => mintDeepLink(config, access));
    if (!url.endsWith(owner.userId)) this.strangers.push(url);
  }

  async disconnect({ custody }: ModelProcess, owner: ConnectionOwner): Promise<void> {
    if (await custody.deleteConnection(owner)) await this.remove(owner.userId);
  }

  /** Continues when its process is killed: any other process would do the same. */
  private remove(userId: string): Promise<void> {
    const removal = removeNow(userId);
    this.removals.push(removal);
    return removal;
  }
}
