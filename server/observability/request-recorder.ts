import type { RequestTelemetry } from "./request-telemetry.ts";
import type { RequestLine, RequestLog } from "./request-log.ts";

export type RequestSinks = {
  log: RequestLog;
  /** Names an account without saying who it is. */
  hashAccount: (account: string) => string;
  /** Hears of each answer to a GraphQL request but of streams, which last as long as their readers like. */
  onOperation: (operation: string, outcome: string, seconds: number) => void;
};

/** What is told of a request when it is answered. */
export type FinishedRequest = {
  requestId: string;
  method: string;
  /** Undefined where nothing is served. */
  route: string | undefined;
  status: number;
  milliseconds: number;
  address: string | undefined;
  telemetry: RequestTelemetry;
};

export type RecordRequest = (request: FinishedRequest) => void;

/**
 * One line in the log for each request, and one observation for each GraphQL request. The line has what is listed here
 * and nothing that a client sent but the name of the operation: no variables, tokens, cookies, or query strings.
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

/** `ok`, or the code of the error or problem; one of few. */
function outcomeOf({ code }: RequestTelemetry, status: number): string {
  return code ?? (status < 400 ? "ok" : `HTTP_${status}`);
}

/** Balancers ask every second; that all is well is no news. */
function isProbe(route: string | undefined, status: number): boolean {
  return status === 200 && (route === "/healthz" || route === "/readyz");
}

/** What is our fault is an error; somebody who tries too much is worth a look; the rest is life. */
function levelOf(status: number, outcome: string): RequestLine["level"] {
  if (status >= 500) return "error";
  return outcome === "RATE_LIMITED" ? "warn" : "info";
}
