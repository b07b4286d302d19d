import { OperationTypeNode } from "graphql";
import type { GraphQLSchema } from "graphql";
import { GENERATED_NOTICE, namedOperations } from "./operations.ts";
import type { DocumentFile, NamedOperation } from "./operations.ts";

/**
 * graphql-codegen plugin: one typed function per query and mutation, and all of them as methods of an object, given a
 * function that sends a request; subscriptions as methods, given a function that reads an event stream.
 *
 * The generated file imports only types, so that the SDK has no dependencies.
 */
export function plugin(_schema: GraphQLSchema, files: readonly DocumentFile[]): string {
  const all = namedOperations(files);
  const isSubscription = ({ definition }: NamedOperation): boolean =>
    definition.operation === OperationTypeNode.SUBSCRIPTION;
  const requests = all.filter((operation) => !isSubscription(operation));
  const subscriptions = all.filter(isSubscription);
  const typeNames = all.flatMap(({ dataType, variablesType }) => [dataType, variablesType]);
  return [
    GENERATED_NOTICE,
    `import type {\n${typeNames.map((name) => `  ${name},\n`).join("")}} from "./types.ts";`,
    "",
    "/** An operation: the API accepts its id or its text. */",
    "export interface OperationText {",
    "  name: string;",
    "  documentId: string;",
    "  query: string;",
    "}",
    "",
    "/** Sends one operation and resolves to its data, as the schema declares it. */",
    "export type SendOperation<CallOptions> = (",
    "  operation: OperationText,",
    "  variables: object | undefined,",
    "  options: CallOptions | undefined,",
    ") => Promise<unknown>;",
    "",
    "/** One method per query and mutation. */",
    "export interface SdkMethods<CallOptions> {",
    ...requests.map(
      (operation) =>
        `  ${methodName(operation)}: (${parameters(operation)}) => Promise<${operation.dataType}>;`,
    ),
    "}",
    "",
    ...requests.map(
      (operation) =>
        `export function send${operation.name}<CallOptions>(send: SendOperation<CallOptions>, ${parameters(operation)}): Promise<${operation.dataType}> {\n` +
        `  return send(${operationText(operation)}, variables, options) as Promise<${operation.dataType}>;\n` +
        "}\n",
    ),
    "export function sdkMethods<CallOptions>(send: SendOperation<CallOptions>): SdkMethods<CallOptions> {",
    "  return {",
    ...requests.map(
      (operation) =>
        `    ${methodName(operation)}: (variables, options) => send${operation.name}(send, variables, options),`,
    ),
    "  };",
    "}",
    "",
    "/** Starts one subscription and yields the data of each event, as the schema declares it. */",
    "export type StreamOperation<CallOptions> = (",
    "  operation: OperationText,",
    "  variables: object | undefined,",
    "  options: CallOptions | undefined,",
    ") => AsyncGenerator<unknown, void, undefined>;",
    "",
    "/** One method per subscription. */",
    "export interface SdkSubscriptions<CallOptions> {",
    ...subscriptions.map(
      (operation) => `  ${methodName(operation)}: (${parameters(operation)}) => ${streamType(operation)};`,
    ),
    "}",
    "",
    "export function sdkSubscriptions<CallOptions>(stream: StreamOperation<CallOptions>): SdkSubscriptions<CallOptions> {",
    "  return {",
    ...subscriptions.map(
      (operation) =>
        `    ${methodName(operation)}: (variables, options) =>\n` +
        `      stream(${operationText(operation)}, variables, options) as ${streamType(operation)},`,
    ),
    "  };",
    "}",
    "",
  ].join("\n");
}

function methodName({ name }: NamedOperation): string {
  return `${name[0]?.toLowerCase()}${name.slice(1)}`;
}

function streamType({ dataType }: NamedOperation): string {
  return `AsyncGenerator<${dataType}, void, undefined>`;
}

function parameters({ variablesType, needsVariables }: NamedOperation): string {
  return `variables${needsVariables ? "" : "?"}: ${variablesType}, options?: CallOptions`;
}

function operationText({ name, documentId, text }: NamedOperation): string {
  return JSON.stringify({ name, documentId, query: text });
}
