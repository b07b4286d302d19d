import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { context } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, hostDetector, resourceFromAttributes } from "@opentelemetry/resources";
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { traceCognito } from "./cognito-spans.ts";
import { traceConnection } from "./database-spans.ts";
import { createStartTrace, type StartTrace } from "./request-trace.ts";

/** Where spans go, and how many. */
export type TracingConfig = {
  /** Of a collector, which takes OTLP as JSON over HTTP. */
  url: string;
  sampler: "always_on" | "always_off" | "traceidratio";
  /** Whether what comes with a trace of its own is sampled as that is. */
  followsParent: boolean;
  /** For `traceidratio`. */
  ratio: number;
};

/** Spans of what a node does: each part is handed over to be watched. */
export type Tracing = {
  startTrace: StartTrace;
  cognito: (client: CognitoIdentityProviderClient) => void;
  connection: (client: object) => void;
  /** Sends what is not sent yet. */
  stop: () => Promise<void>;
};

/**
 * Starts OpenTelemetry. Loaded only where it is configured: nothing of it runs, and nobody pays for it, otherwise. The
 * name of the service, more attributes and the headers for the collector are read from the environment by the SDK itself.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function startTracing(config: TracingConfig): Tracing {
  // Where it is there already, another node of this process (in tests) has set it.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const provider = new TracerProvider({
    sampler: toSampler(config),
    resource: resourceFromAttributes({ "service.name": "cruddur" }).merge(
      detectResources({ detectors: [envDetector, hostDetector] }),
    ),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: config.url }) })],
  });
  const tracer = provider.getTracer("cruddur");
  return {
    startTrace: createStartTrace(tracer),
    cognito: (client) => traceCognito(tracer, client),
    connection: (client) => traceConnection(tracer, client),
    stop: () => provider.shutdown(),
  };
}

function toSampler({ sampler, followsParent, ratio }: TracingConfig): Sampler {
  const root = {
    always_on: () => new AlwaysOnSampler(),
    always_off: () => new AlwaysOffSampler(),
    traceidratio: () => new TraceIdRatioBasedSampler(ratio),
  }[sampler]();
  return followsParent ? new ParentBasedSampler({ root }) : root;
}
