import type { RequestTelemetry } from "./request-telemetry.ts";
import type { RequestLine, RequestLog } from "./request-log.ts";

export type RequestSinks = {
  log: RequestLog;
  /** The pseudonym of an account. */
  hashAccount: (account: string) => string;
  /** Called for each response to a GraphQL request, except streams, whose duration is up to the client. */
  onOperation: (operation: string, outcome: string, seconds: number) => void;
};

/** A request whose response was sent. */
export type FinishedRequest = {
  requestId: string;
  method: string;
  /** Undefined where no route matches. */
  route: string | undefined;
  status: number;
  milliseconds: number;
  address: string | undefined;
  telemetry: RequestTelemetry;
};

export type RecordRequest = (request: FinishedRequest) => void;

/**
 * Writes one log line for each request, and counts each GraphQL request in the metrics. Of what a client sent the line has
 * the operation's name alone: no variables, tokens, cookies or query strings.
 */
export function createRequestRecorder(
  graphqlPath: string,
  { log, hashAccount, onOperation }: RequestSinks,
): RecordRequest {
  return ({ telemetry, route, status, milliseconds, method, address, requestId }) => {
    const { operation, operationName, isStream, account, traceId } = telemetry;
    const outcome = outcomeOf(telemetry, status);
    if (route === graphqlPath && !isStream) onOperation(operation ?? "none", outcome, milliseconds / 1000);
    log({
      level: isProbe(route, status) ? "debug" : levelOf(status, outcome),
      requestId,
      traceId,
      method,
      route,
      operation: operationName,
      field: operation,
      status,
      outcome,
      milliseconds,
      account: account === undefined ? undefined : hashAccount(account),
      address,
    });
  };
}

/** `ok`, or the code of the error or problem. */
function outcomeOf({ code }: RequestTelemetry, status: number): string {
  return code ?? (status < 400 ? "ok" : `HTTP_${status}`);
}

/** Balancers probe every second: a success is logged at level debug. */
function isProbe(route: string | undefined, status: number): boolean {
  return status === 200 && (route === "/healthz" || route === "/readyz");
}

/** Our own failures are errors, rate limits are warnings; mistakes of clients are normal. */
function levelOf(status: number, outcome: string): RequestLine["level"] {
  if (status >= 500) return "error";
  return outcome === "RATE_LIMITED" ? "warn" : "info";
}
