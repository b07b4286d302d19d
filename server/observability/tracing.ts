import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { context } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { parseKeyPairsIntoRecord } from "@opentelemetry/core";
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

/** Where spans are sent, and how many. */
export type TracingConfig = {
  /** The URL of a collector that accepts OTLP as JSON over HTTP. */
  url: string;
  sampler: "always_on" | "always_off" | "traceidratio";
  /** Whether a request with a `traceparent` follows its sampling decision. */
  followsParent: boolean;
  /** The share of traces that `traceidratio` samples, from 0 to 1. */
  ratio: number;
  /** `OTEL_EXPORTER_OTLP_HEADERS`: names and values of headers that the collector requires, as a token. */
  headers: string | undefined;
};

/** Adds spans to the parts of a node. */
export type Tracing = {
  startTrace: StartTrace;
  cognito: (client: CognitoIdentityProviderClient) => void;
  connection: (client: object) => void;
  /** Sends the spans that are not sent yet. */
  stop: () => Promise<void>;
};

/**
 * Starts OpenTelemetry. The module is loaded only where traces are configured, so others pay nothing for it. The SDK itself
 * reads the service name, further attributes from the environment.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
export function startTracing(config: TracingConfig): Tracing {
  // In tests another node of this process may have set one already; the call then has no effect.
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const provider = new TracerProvider({
    sampler: toSampler(config),
    resource: resourceFromAttributes({ "service.name": "cruddur" }).merge(
      detectResources({ detectors: [envDetector, hostDetector] }),
    ),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({
          url: config.url,
          headers: parseKeyPairsIntoRecord(config.headers),
        }),
      }),
    ],
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
