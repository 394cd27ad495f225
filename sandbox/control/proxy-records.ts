import { Hono } from "hono";
import { z } from "zod";
import type { Region } from "../core/region";
import type { SandboxEnv } from "../http/env";
import { presentProxyRecord } from "../management/proxy-record-api";
import { advanceProxyRecord, letWaitingTimeOut, moveProxyRecord } from "../management/proxy-status";
import { PROXY_STATUSES } from "../store/keys";
import { answerControlError, readControl, unknown } from "./control";

const advanceBody = z.strictObject({
  status: z.enum(PROXY_STATUSES).optional(),
  message: z.string().max(1024).nullable().optional(),
});

/** Stands in for DNS, certificates and the monitor, none of which the sandbox has. */
export function proxyRecordControl(region: Region): Hono<SandboxEnv> {
  const app = new Hono<SandboxEnv>();
  app.onError(answerControlError);

  app.post("/proxy_records/:id/advance", async (c) => {
    letWaitingTimeOut(region);
    const record = region.store.proxyRecords.get(c.req.param("id")) ?? unknown("proxy record");
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
