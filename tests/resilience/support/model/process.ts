import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { appCustody } from "../../../../lib/connection/tokens";
import { configureClient } from "../../../../lib/posthog/client";
import type { ClientConfig } from "../../../../lib/posthog/config";
import type { Region } from "../../../../lib/posthog/regions";
import { refreshTokens } from "../../../../lib/posthog/tokens";
import { sqlTokenStore } from "../../../../lib/tokens/sql-token-store";
import type { TokenStore } from "../../../../lib/tokens/token-store";
import { tokenPlace, unseal } from "../../../../lib/tokens/vault";

/** What goes wrong with a process's next calls to PostHog. */
export type CallFault = "not sent" | "answer lost" | "slow";
/** What goes wrong with its next database statements. */
export type StatementFault = "not carried out" | "answer lost" | "slow";

const SLOW_MS = 150;

const exchangeAnswer = z.object({ refresh_token: z.string() });

/** The arguments of the methods that save tokens: the owner first, the tokens last. */
const ownerSchema = z.object({ userId: z.string(), partnerProjectId: z.string() });
const sealedSchema = z.object({ refreshTokenSealed: z.string() });

/** One process of the app: its own custody, over the database and the PostHog that all processes share. */
export class ModelProcess {
  readonly callFaults: CallFault[] = [];
  readonly statementFaults: StatementFault[] = [];
  readonly config: ClientConfig;
  readonly custody: ReturnType<typeof appCustody>;
  readonly store: TokenStore;
  isKilled = false;
  private readonly lostAnswers = new Set<string>();
  /** Refresh tokens from PostHog that this process has not saved. */
  private readonly unsaved = new Set<string>();
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
          this.carryOut(async () => {
            const result: unknown = typeof method === "function" ? await method(...values) : undefined;
            if (result === true) this.markSaved(values[0], values.at(-1));
            return result;
          });
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
  }

  /** Refresh tokens from PostHog that may be lost: with an answer, or with a killed process. */
  lost = (): string[] => [...this.lostAnswers, ...(this.isKilled ? this.unsaved : [])];

  private markSaved(owner: unknown, tokens: unknown): void {
    const [savedFor, sealed] = [ownerSchema.safeParse(owner).data, sealedSchema.safeParse(tokens).data];
    const token =
      savedFor && sealed && unseal(sealed.refreshTokenSealed, tokenPlace(savedFor, "refreshToken"));
    if (token) this.unsaved.delete(token);
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
      this.unsaved.add(token);
      if (fault === "answer lost") this.lostAnswers.add(token);
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
