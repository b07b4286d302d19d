import { print, stripIgnoredCharacters } from "graphql";
import type { GraphQLSchema } from "graphql";
import { GENERATED_NOTICE, namedOperations } from "./operations.ts";
import type { DocumentFile, NamedOperation } from "./operations.ts";

/**
 * graphql-codegen plugin: one typed function per operation, and all as methods, over any function that can send a request.
 *
 * The file it writes imports nothing but types, so the SDK stays free of dependencies.
 */
export function plugin(_schema: GraphQLSchema, files: readonly DocumentFile[]): string {
  const operations = namedOperations(files);
  const typeNames = operations.flatMap(({ dataType, variablesType }) => [dataType, variablesType]);
  return [
    GENERATED_NOTICE,
    `import type {\n${typeNames.map((name) => `  ${name},\n`).join("")}} from "./types.ts";`,
    "",
    "/** Sends one operation and resolves to its data, whose shape the schema promises. */",
    "export type SendOperation<CallOptions> = (",
    "  name: string,",
    "  query: string,",
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
        `  return send("${operation.name}", ${queryText(operation)}, variables, options) as Promise<${operation.dataType}>;\n` +
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
  ].join("\n");
}

function methodName({ name }: NamedOperation): string {
  return `${name[0]?.toLowerCase()}${name.slice(1)}`;
}

function parameters({ variablesType, needsVariables }: NamedOperation): string {
  return `variables${needsVariables ? "" : "?"}: ${variablesType}, options?: CallOptions`;
}

function queryText({ definition, fragments }: NamedOperation): string {
  return JSON.stringify(stripIgnoredCharacters([definition, ...fragments].map(print).join("\n")));
}
