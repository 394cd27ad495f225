import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { freePort } from "../../support/processes";

const attributes = z
  .array(z.object({ key: z.string(), value: z.looseObject({ stringValue: z.string().optional() }) }))
  .transform((entries) => Object.fromEntries(entries.map(({ key, value }) => [key, value.stringValue])));

const span = z.object({ traceId: z.string(), name: z.string(), attributes });

const exported = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(span) })) })),
});

export interface Collector {
  readonly url: string;
  /** Everything that was sent here. */
  text(): string;
  spans(): z.output<typeof span>[];
  stop(): Promise<void>;
}

/** A minimal trace collector. */
export async function startCollector(): Promise<Collector> {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    received.push(await text(request));
    response.setHeader("content-type", "application/json").end("{}");
  });
  const port = await freePort();
  await once(server.listen(port, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${port}`,
    text: () => received.join("\n"),
    spans: () =>
      received
        .flatMap((body) => exported.parse(JSON.parse(body)).resourceSpans)
        .flatMap(({ scopeSpans }) => scopeSpans)
        .flatMap(({ spans }) => spans),
    async stop() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}
