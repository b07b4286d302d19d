import { OperationTypeNode } from "graphql";
import type { GraphQLSchema } from "graphql";
import { GENERATED_NOTICE, namedOperations } from "./operations.ts";
import type { DocumentFile, NamedOperation } from "./operations.ts";

/**
 * graphql-codegen plugin: one typed function per operation, and all as methods, over any function that can send a request;
 * subscriptions over one that can read a stream.
 *
 * The file it writes imports nothing but types, so the SDK stays free of dependencies.
 */
export function plugin(_schema: GraphQLSchema, files: readonly DocumentFile[]): string {
  const all = namedOperations(files);
  const isStream = ({ definition }: NamedOperation): boolean =>
    definition.operation === OperationTypeNode.SUBSCRIPTION;
  const operations = all.filter((operation) => !isStream(operation));
  const streams = all.filter(isStream);
  const typeNames = all.flatMap(({ dataType, variablesType }) => [dataType, variablesType]);
  return [
    GENERATED_NOTICE,
    `import type {\n${typeNames.map((name) => `  ${name},\n`).join("")}} from "./types.ts";`,
    "",
    "/** An operation as the API knows it, by its id or by its text. */",
    "export interface OperationText {",
    "  name: string;",
    "  documentId: string;",
    "  query: string;",
    "}",
    "",
    "/** Sends one operation and resolves to its data, whose shape the schema promises. */",
    "export type SendOperation<CallOptions> = (",
    "  operation: OperationText,",
    "  variables: object | undefined,",
    "  options: CallOptions | undefined,",
    ") => Promise<unknown>;",
    "",
    "/** One method per operation of the API. */",
    "export interface SdkMethods<CallOptions> {",
    ...operations.map(
      (operation) =>
        `  ${methodName(operation)}: (${parameters(operation)}) => Promise<${operation.dataType}>;`,
    ),
    "}",
    "",
    ...operations.map(
      (operation) =>
        `export function send${operation.name}<CallOptions>(send: SendOperation<CallOptions>, ${parameters(operation)}): Promise<${operation.dataType}> {\n` +
        `  return send(${operationText(operation)}, variables, options) as Promise<${operation.dataType}>;\n` +
        "}\n",
    ),
    "export function sdkMethods<CallOptions>(send: SendOperation<CallOptions>): SdkMethods<CallOptions> {",
    "  return {",
    ...operations.map(
      (operation) =>
        `    ${methodName(operation)}: (variables, options) => send${operation.name}(send, variables, options),`,
    ),
    "  };",
    "}",
    "",
    "/** Subscribes by one operation, and gives the data of each event, whose shape the schema promises. */",
    "export type StreamOperation<CallOptions> = (",
    "  operation: OperationText,",
    "  variables: object | undefined,",
    "  options: CallOptions | undefined,",
    ") => AsyncGenerator<unknown, void, undefined>;",
    "",
    "/** One method per subscription of the API. */",
    "export interface SdkSubscriptions<CallOptions> {",
    ...streams.map(
      (operation) => `  ${methodName(operation)}: (${parameters(operation)}) => ${streamType(operation)};`,
    ),
    "}",
    "",
    "export function sdkSubscriptions<CallOptions>(stream: StreamOperation<CallOptions>): SdkSubscriptions<CallOptions> {",
    "  return {",
    ...streams.map(
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
