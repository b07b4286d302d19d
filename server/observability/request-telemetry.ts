import type { OperationTypeNode } from "graphql";

/** What is noted of one request while it is answered, for its log line, its metrics and its span. */
export type RequestTelemetry = {
  /** The name that the client gave its operation; for the log alone, since anybody may make up any. */
  operationName: string | undefined;
  /** The operation as the schema knows it, one of few; absent where nothing was executed. See createOperationLabels. */
  operation: string | undefined;
  operationType: `${OperationTypeNode}` | undefined;
  /** Whether the answer is a stream, which lasts as long as its reader likes. */
  isStream: boolean;
  /** The code of the first error or problem; absent where all went well. */
  code: string | undefined;
  /** Whom it is about: a member's id, or the e-mail address that somebody tried. Never logged as it is. */
  account: string | undefined;
  /** The trace that it is part of; absent where traces are off. */
  traceId: string | undefined;
};

/** @param known where it is known already which operation it is, and whom it is about. */
export function newRequestTelemetry(
  { operationName, operation, operationType }: Partial<OperationTelemetry> = {},
  account?: string,
): RequestTelemetry {
  return {
    operationName,
    operation,
    operationType,
    isStream: false,
    code: undefined,
    account,
    traceId: undefined,
  };
}

/** Which operation it was: true of every request that the same answer is told to. */
export type OperationTelemetry = Pick<RequestTelemetry, "operationName" | "operation" | "operationType">;

export function operationTelemetry({
  operationName,
  operation,
  operationType,
}: RequestTelemetry): OperationTelemetry {
  return { operationName, operation, operationType };
}
