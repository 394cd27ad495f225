import { Hono } from "hono";
import { z } from "zod";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { presentProxyRecord } from "../management/proxy-record-api";
import { advanceProxyRecord, moveProxyRecord, timeOutWaitingRecords } from "../management/proxy-status";
import { PROXY_STATUSES } from "../store/keys";
import { answerControlError, notFound, readControl } from "./control";

const advanceBody = z.strictObject({
  status: z.enum(PROXY_STATUSES).optional(),
  message: z.string().max(1024).nullable().optional(),
});

/** Changes the status of proxy records, in place of PostHog's DNS checks, certificates and monitoring. */
export function proxyRecordControl(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.onError(answerControlError);

  app.post("/proxy_records/:id/advance", async (c) => {
    timeOutWaitingRecords(region);
    const record = region.store.proxyRecords.get(c.req.param("id")) ?? notFound("proxy record");
    const { status, message } = await readControl(c, advanceBody);
    if (status === undefined && message === undefined) {
      if (!advanceProxyRecord(region, record)) return c.json({ deleted: true });
    } else {
      moveProxyRecord(region, record, status ?? record.status, message);
    }
    return c.json(presentProxyRecord(region, record));
  });

  return app;
}
