import type { OperationTypeNode } from "graphql";

/** What is recorded of a request while it is served, for its log line, its metrics and its trace. */
export type RequestTelemetry = {
  /** The name that the client gave its operation. For the log alone: clients may send any name. */
  operationName: string | undefined;
  /** The operation's label, see `createOperationLabels`; absent where nothing was executed. */
  operation: string | undefined;
  operationType: `${OperationTypeNode}` | undefined;
  /** Whether the response is a stream, whose duration is up to the client. */
  isStream: boolean;
  /** The code of the first error or problem; absent on success. */
  code: string | undefined;
  /** The account: a member's id, a machine's client id, or the e-mail address of an attempt. Logged only as a hash. */
  account: string | undefined;
  /** The id of the request's trace; absent where traces are off. */
  traceId: string | undefined;
};

export function newRequestTelemetry(): RequestTelemetry {
  return {
    operationName: undefined,
    operation: undefined,
    operationType: undefined,
    isStream: false,
    code: undefined,
    account: undefined,
    traceId: undefined,
  };
}

/** The part that is the same for every request which gets the same cached response. */
export type OperationTelemetry = Pick<RequestTelemetry, "operationName" | "operation" | "operationType">;

export function operationTelemetry({
  operationName,
  operation,
  operationType,
}: RequestTelemetry): OperationTelemetry {
  return { operationName, operation, operationType };
}
