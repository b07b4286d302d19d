import { type GraphQLSchema, Kind, type OperationDefinitionNode } from "graphql";
import type { RequestTelemetry } from "./request-telemetry.ts";

/** Names an operation; see createOperationLabels. */
export type OperationLabels = (operation: OperationDefinitionNode) => string;

/**
 * Names operations after the one field of the schema's root that they ask for, since the name in the document is the
 * client's: strangers could make a time series of each request. What asks for several is `other`.
 */
export function createOperationLabels(schema: GraphQLSchema): OperationLabels {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const known = new Set(roots.flatMap((type) => Object.keys(type?.getFields() ?? {})));
  for (const name of ["__schema", "__type", "__typename"]) known.add(name);
  /** Documents come again and again, parsed once. */
  const labels = new WeakMap<OperationDefinitionNode, string>();
  return (operation) => {
    const label = labels.get(operation) ?? labelOf(operation, known);
    labels.set(operation, label);
    return label;
  };
}

/** Notes which operation a request is, once its document is known to be good. */
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
