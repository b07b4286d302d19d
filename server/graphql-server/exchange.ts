import type { IncomingMessage, ServerResponse } from "node:http";
import type { RequestTelemetry } from "../observability/request-telemetry.ts";
import type { RequestTrace } from "../observability/request-trace.ts";

/** A POST /graphql that is being served. */
export type Exchange = {
  requestId: string;
  request: IncomingMessage;
  response: ServerResponse;
  /** The client's IP address; undefined if a trusted proxy names none. */
  address: string | undefined;
  /** Monotonic clock, in milliseconds. */
  startedAt: number;
  /** CORS headers of the response. */
  cors: Record<string, string>;
  /** Set-Cookie headers of the response. */
  cookies: string[];
  telemetry: RequestTelemetry;
  /** Absent where traces are off. */
  trace: RequestTrace | undefined;
};
