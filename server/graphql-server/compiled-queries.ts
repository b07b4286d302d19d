import type { ApolloServerPlugin } from "@apollo/server";
import {
  BREAK,
  type DocumentNode,
  getNamedType,
  type GraphQLSchema,
  isEnumType,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";
import { LRUCache } from "lru-cache";
import { cacheScopeOf } from "../response-cache/cache-scope.ts";
import { visitFields } from "../graphql/visit-fields.ts";
import type { RequestContext } from "../graphql/context.ts";
import { countFields } from "./document-limits/count-fields.ts";

/** A query is compiled when it has come so often: to compile a usual one costs as much as to execute it ten times. */
const usesBefore = 2;
const remembered = 200;
/** What has more fields takes more than two milliseconds to compile, and much room. */
const mostFields = 200;

/** A query that has been compiled. */
export type CompiledQuery = {
  operation: OperationDefinitionNode;
  /** Its `data`; undefined at the first error. */
  execute: (context: RequestContext, variables: Record<string, unknown>) => Promise<unknown>;
};

export type CompiledQueries = {
  /**
   * What has been made of a query.
   *
   * @param name of the operation, where the document has several.
   */
  find: (text: string, name: string | undefined) => CompiledQuery | undefined;
  /** Hears from Apollo Server which documents are good, and come again. */
  plugin: ApolloServerPlugin<RequestContext>;
};

/**
 * Executes queries that come again and again by functions that graphql-jit has made of them, several times as fast as
 * walking the document. Only a success is answered so: at the first error Apollo and graphql-js execute the query anew,
 * and the answer is theirs. Only a document that they have executed without an error is compiled, and no mutation.
 *
 * @see https://github.com/zalando-incubator/graphql-jit
 */
export function createCompiledQueries(schema: GraphQLSchema): CompiledQueries {
  const queries = new LRUCache<string, { uses: number; compiled: CompiledQuery | undefined }>({
    max: remembered,
  });

  function learn(key: string, make: () => CompiledQuery | undefined): void {
    const uses = (queries.get(key)?.uses ?? 0) + 1;
    // What cannot be compiled is not tried again.
    if (uses <= usesBefore) queries.set(key, { uses, compiled: uses === usesBefore ? make() : undefined });
  }

  return {
    find: (text, name) =>
      name === undefined || isName(name) ? queries.get(keyOf(text, name))?.compiled : undefined,
    plugin: {
      async requestDidStart() {
        return {
          async willSendResponse({ source, document, operation, request: { operationName }, errors }) {
            if (operation?.operation !== OperationTypeNode.QUERY || !source || !document || errors) return;
            learn(keyOf(source, operationName), () => compile(schema, document, operation));
          },
        };
      },
    },
  };
}

/** There is no space in a name. */
function keyOf(text: string, name: string | undefined): string {
  return `${name ?? ""} ${text}`;
}

function isName(text: string): boolean {
  return /^[_A-Za-z]\w*$/.test(text);
}

/**
 * Undefined where graphql-jit does not take the document, or would answer otherwise than graphql-js: of a field that is
 * named twice, once with a condition, it mixes up the selections, and what is called `__proto__` gets lost.
 */
function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledQuery | undefined {
  if (isMixedUp(document) || countFields(document, operation) > mostFields) return undefined;
  const compiled = compileQuery(schema, document, operation.name?.value, {
    // Resolvers give the scalars that are GraphQL's own, and enums, as they go out: to look at each costs a sixth.
    disableLeafSerialization: !hasRenamedValues(schema, document),
  });
  if (!isCompiledQuery(compiled)) return undefined;
  const scope = cacheScopeOf(schema, document, operation);
  return {
    operation,
    async execute(context, variables) {
      const { cachePolicy, identity } = context;
      if (cachePolicy) {
        cachePolicy.scope = scope;
        // What stands for `viewerHasLiked` then is no boolean, which graphql-js would not take.
        cachePolicy.usesLikePlaceholders = scope === "SHARED_EXCEPT_LIKES" && identity.kind === "member";
      }
      const { data, errors } = await compiled.query(undefined, context, variables);
      if (!errors) return data;
      if (cachePolicy) cachePolicy.usesLikePlaceholders = false;
      return undefined;
    },
  };
}

function isMixedUp(document: DocumentNode): boolean {
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

/** Whether it asks for an enum whose values have other names in here than in an answer. */
function hasRenamedValues(schema: GraphQLSchema, document: DocumentNode): boolean {
  let found = false;
  visitFields(schema, document, (types) => {
    const type = getNamedType(types.getType());
    found ||= isEnumType(type) && type.getValues().some(({ name, value }) => name !== value);
  });
  return found;
}
