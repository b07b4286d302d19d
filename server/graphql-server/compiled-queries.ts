import type { ApolloServerPlugin } from "@apollo/server";
import {
  BREAK,
  type DocumentNode,
  getNamedType,
  getVariableValues,
  type GraphQLSchema,
  isEnumType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";
import { LRUCache } from "lru-cache";
import type { CacheEpoch } from "../response-cache/cache-epoch.ts";
import { cacheScopeOf } from "../response-cache/cache-scope.ts";
import { visitFields } from "../lib/visit-fields.ts";
import type { RequestContext } from "../graphql/context.ts";
import { countFields } from "./document-limits/count-fields.ts";

/** A query is compiled at this use: compilation costs as much as ten executions. */
const usesBeforeCompilation = 2;
const maximumQueries = 200;
/** A query with more fields takes over two milliseconds to compile, and much memory. */
const maximumFields = 200;

export type CompiledQuery = {
  operation: OperationDefinitionNode;
  /** Resolves to the `data` of the response, or to undefined at the first error. */
  execute: (context: RequestContext, variables: Record<string, unknown>) => Promise<unknown>;
};

export type CompiledQueries = {
  /**
   * The compiled form of a query, once there is one.
   *
   * @param name the operation's, where the document has several.
   */
  find: (text: string, name: string | undefined) => CompiledQuery | undefined;
  /** Counts the queries that Apollo Server executes without an error, and compiles them. */
  plugin: ApolloServerPlugin<RequestContext>;
};

/**
 * Compiles repeated queries to functions by graphql-jit, which run several times as fast as a walk over the document. Only
 * successful results are used: at the first error Apollo and graphql-js execute the query again, and the response is
 * theirs. Only what they have executed without an error is compiled. A mutation takes effect once: its second execution
 * gets the outcome of the first (`resolve-once.ts`), which is why an operation of several mutations is not compiled.
 *
 * @see https://github.com/zalando-incubator/graphql-jit
 */
export function createCompiledQueries(
  schema: GraphQLSchema,
  cacheEpoch: Pick<CacheEpoch, "invalidateAll">,
): CompiledQueries {
  const queries = new LRUCache<string, { uses: number; compiled: CompiledQuery | undefined }>({
    max: maximumQueries,
  });

  function countUse(key: string, compileQueryOnce: () => CompiledQuery | undefined): void {
    const uses = (queries.get(key)?.uses ?? 0) + 1;
    // A query that cannot be compiled is not tried again.
    if (uses > usesBeforeCompilation) return;
    queries.set(key, { uses, compiled: uses === usesBeforeCompilation ? compileQueryOnce() : undefined });
  }

  return {
    find: (text, name) =>
      name === undefined || isName(name) ? queries.get(keyOf(text, name))?.compiled : undefined,
    plugin: {
      async requestDidStart() {
        return {
          async willSendResponse({ source, document, operation, request: { operationName }, errors }) {
            if (!operation || !isCompilable(operation) || !source || !document || errors) return;
            countUse(keyOf(source, operationName), () => compile(schema, document, operation, cacheEpoch));
          },
        };
      },
    },
  };
}

/** A query, or one mutation. */
function isCompilable({ operation, selectionSet: { selections } }: OperationDefinitionNode): boolean {
  if (operation === OperationTypeNode.QUERY) return true;
  return (
    operation === OperationTypeNode.MUTATION && selections.length === 1 && selections[0]?.kind === Kind.FIELD
  );
}

/** Unambiguous, since a name contains no space. */
function keyOf(text: string, name: string | undefined): string {
  return `${name ?? ""} ${text}`;
}

function isName(text: string): boolean {
  return /^[_A-Za-z]\w*$/.test(text);
}

/**
 * @returns undefined where graphql-jit cannot compile the document, or its result would differ from that of graphql-js: it
 *   mixes up the selections of a field that is selected twice, once with a condition, and loses the alias `__proto__`.
 */
function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  cacheEpoch: Pick<CacheEpoch, "invalidateAll">,
): CompiledQuery | undefined {
  if (differsInJit(document) || countFields(document, operation) > maximumFields) return undefined;
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  const compiled = compileQuery(schema, document, operation.name?.value, {
    // Resolvers of queries return scalars and enums in their serialized form: to serialize each again costs a sixth.
    disableLeafSerialization: !isMutation && !hasRenamedValues(schema, document),
  });
  if (!isCompiledQuery(compiled)) return undefined;
  const scope = cacheScopeOf(schema, document, operation);
  const coerce = (variables: Record<string, unknown>): Record<string, unknown> | undefined =>
    getVariableValues(schema, operation.variableDefinitions ?? [], variables).coerced;
  return {
    operation,
    async execute(context, variables) {
      // graphql-jit does not know the defaults of input fields, which queries do not have.
      const coerced = isMutation ? coerce(variables) : variables;
      if (!coerced) return undefined;
      if (isMutation) context.mutationOutcome = {};
      const { cachePolicy, identity } = context;
      if (cachePolicy) {
        cachePolicy.scope = scope;
        // A placeholder for `viewerHasLiked` is not a boolean: graphql-js would refuse it, the compiled query does not.
        cachePolicy.usesLikePlaceholders = scope === "SHARED_EXCEPT_LIKES" && identity.kind === "member";
      }
      try {
        const { data, errors } = await compiled.query(undefined, context, coerced);
        if (!errors) return data;
      } finally {
        if (isMutation) cacheEpoch.invalidateAll();
      }
      if (cachePolicy) cachePolicy.usesLikePlaceholders = false;
      return undefined;
    },
  };
}

function differsInJit(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: () => {
      found = true;
      return BREAK;
    },
    Field: ({ alias }) => {
      found ||= alias?.value === "__proto__";
    },
  });
  return found;
}

/** Whether the document selects an enum whose internal values differ from their names. */
function hasRenamedValues(schema: GraphQLSchema, document: DocumentNode): boolean {
  let found = false;
  visitFields(schema, document, (types) => {
    const type = getNamedType(types.getType());
    found ||= isEnumType(type) && type.getValues().some(({ name, value }) => name !== value);
  });
  return found;
}
