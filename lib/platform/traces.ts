import { type Attributes, context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, type SpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { currentRequestId } from "./request";

/**
 * Sends the spans that Next creates for each request, render and call to PostHog to an OpenTelemetry collector. The
 * exporter reads the collector's address from OpenTelemetry's own variables.
 */
export function exportTraces(): void {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  // Joins the several steps of Next for a request, and continues a trace that a proxy has begun.
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(
    new TracerProvider({
      resource: resourceFromAttributes({ "service.name": "open-in-posthog" }).merge(
        detectResources({ detectors: [envDetector] }),
      ),
      spanProcessors: [
        tidySpans,
        // Spans that wait here are lost when the process ends, so they do not wait long.
        new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: 1000 }),
      ],
    }),
  );
}

const tidySpans: SpanProcessor = {
  onStart(span) {
    const requestId = currentRequestId();
    if (requestId) span.setAttribute("request.id", requestId);
  },
  onEnding(span) {
    span.updateName(withoutQuery(span.name));
    span.setAttributes(withoutQueries(span.attributes));
    const { code, message } = span.status;
    if (message) span.setStatus({ code, message: withoutQuery(message) });
    for (const event of span.events) event.attributes = withoutQueries(event.attributes ?? {});
  },
  onEnd() {},
  async forceFlush() {},
  async shutdown() {},
};

// A callback's URL contains a code and a state, so no query string leaves the process.
const withoutQuery = (text: string): string => text.replace(/\?\S*/g, "");

const withoutQueries = (attributes: Attributes): Attributes =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === "string" ? withoutQuery(value) : value,
    ]),
  );
