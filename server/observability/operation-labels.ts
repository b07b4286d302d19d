import { type GraphQLSchema, Kind, type OperationDefinitionNode } from "graphql";
import type { RequestTelemetry } from "./request-telemetry.ts";

/** The label of an operation, see `createOperationLabels`. */
export type OperationLabels = (operation: OperationDefinitionNode) => string;

/**
 * Labels operations by the root field that they select. Their names are the client's: with them strangers could create a
 * time series for each request. An operation that selects several root fields is labelled `other`.
 */
export function createOperationLabels(schema: GraphQLSchema): OperationLabels {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const known = new Set(roots.flatMap((type) => Object.keys(type?.getFields() ?? {})));
  for (const name of ["__schema", "__type", "__typename"]) known.add(name);
  /** By document: repeated documents are parsed once. */
  const labels = new WeakMap<OperationDefinitionNode, string>();
  return (operation) => {
    const label = labels.get(operation) ?? labelOf(operation, known);
    labels.set(operation, label);
    return label;
  };
}

/** Records the operation of a request, once its document is valid. */
export function noteOperation(
  telemetry: RequestTelemetry,
  operation: OperationDefinitionNode,
  labels: OperationLabels,
): void {
  telemetry.operation = labels(operation);
  telemetry.operationType = operation.operation;
}

function labelOf({ selectionSet }: OperationDefinitionNode, known: ReadonlySet<string>): string {
  const names = new Set(
    selectionSet.selections.map((each) => (each.kind === Kind.FIELD ? each.name.value : "")),
  );
  const [name = ""] = names;
  return names.size === 1 && known.has(name) ? name : "other";
}
