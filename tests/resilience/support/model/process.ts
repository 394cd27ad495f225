import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { appCustody } from "../../../../lib/connection/tokens";
import { configureClient } from "../../../../lib/posthog/client";
import type { ClientConfig } from "../../../../lib/posthog/config";
import type { Region } from "../../../../lib/posthog/regions";
import { refreshTokens } from "../../../../lib/posthog/tokens";
import { sqlTokenStore } from "../../../../lib/tokens/sql-token-store";
import type { TokenStore } from "../../../../lib/tokens/token-store";

/** What goes wrong with a process's next calls to PostHog. */
export type CallFault = "not sent" | "answer lost" | "slow";
/** What goes wrong with its next database statements. */
export type StatementFault = "not carried out" | "answer lost" | "slow";

const SLOW_MS = 150;

const exchangeAnswer = z.object({ refresh_token: z.string() });

/** One process of the app: its own custody, over the database and the PostHog that all processes share. */
export class ModelProcess {
  readonly callFaults: CallFault[] = [];
  readonly statementFaults: StatementFault[] = [];
  /** Refresh tokens from PostHog that may be lost: on the way, or with a killed process. */
  readonly lost = new Set<string>();
  readonly config: ClientConfig;
  readonly custody: ReturnType<typeof appCustody>;
  readonly store: TokenStore;
  isKilled = false;
  private readonly received = new Set<string>();
  /** Calls and statements that have left the process: they are carried out even if it is killed. */
  private readonly sent = new Set<Promise<unknown>>();

  constructor(baseUrls: Record<Region, string>) {
    this.config = configureClient({
      baseUrls,
      clientId: "https://app.example/.well-known/posthog-client.json",
      fetch: (url, init) => this.call(() => fetch(url, init)),
    });
    this.store = new Proxy(sqlTokenStore, {
      get: (store, name) => {
        const method: unknown = Reflect.get(store, name);
        return (...values: unknown[]) =>
          this.carryOut(async () => (typeof method === "function" ? method(...values) : undefined));
      },
    });
    this.custody = appCustody({
      store: this.store,
      refresh: (grant) => refreshTokens(this.config, grant),
    });
  }

  /** Stops it for good: what it has not saved is lost. */
  kill(): void {
    this.isKilled = true;
    for (const token of this.received) this.lost.add(token);
  }

  /** Waits until PostHog and the database have carried out what has left the process. */
  async carriedOut(): Promise<void> {
    while (this.sent.size > 0) await Promise.allSettled(this.sent);
  }

  heal(): void {
    this.callFaults.length = 0;
    this.statementFaults.length = 0;
  }

  private async call(send: () => Promise<Response>): Promise<Response> {
    const fault = this.callFaults.shift();
    await this.live();
    if (fault === "not sent") throw new TypeError("fetch failed");
    if (fault === "slow") await sleep(SLOW_MS);
    const response = await this.track(this.receive(send, fault));
    if (fault === "slow") await sleep(SLOW_MS);
    await this.live();
    if (fault === "answer lost") throw new TypeError("terminated");
    return response;
  }

  private async receive(send: () => Promise<Response>, fault: CallFault | undefined): Promise<Response> {
    const response = await send();
    const exchanged = exchangeAnswer.safeParse(await response.clone().json());
    if (exchanged.success) {
      const token = exchanged.data.refresh_token;
      this.received.add(token);
      if (this.isKilled || fault === "answer lost") this.lost.add(token);
    }
    return response;
  }

  private async track<T>(work: Promise<T>): Promise<T> {
    this.sent.add(work);
    try {
      return await work;
    } finally {
      this.sent.delete(work);
    }
  }

  private async carryOut<T>(statement: () => Promise<T>): Promise<T> {
    const fault = this.statementFaults.shift();
    await this.live();
    if (fault === "not carried out") throw new Error("the database is away");
    if (fault === "slow") await sleep(SLOW_MS);
    const result = await this.track(statement());
    await this.live();
    if (fault === "answer lost") throw new Error("the connection was reset");
    return result;
  }

  /** Never resolves for a killed process. */
  private live(): Promise<void> {
    return this.isKilled ? new Promise(() => {}) : Promise.resolve();
  }
}
