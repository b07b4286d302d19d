import type { ApolloServerPlugin } from "@apollo/server";
import {
  BREAK,
  type DocumentNode,
  getNamedType,
  type GraphQLSchema,
  isEnumType,
  type OperationDefinitionNode,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { compileQuery, isCompiledQuery } from "graphql-jit";
import { LRUCache } from "lru-cache";
import { scopeOf } from "../shared-answers/scope-of.ts";
import type { Context } from "./context.ts";

/** A document is compiled when it has come so often: to compile costs as much as to execute it ten times. */
const usesBefore = 2;
const remembered = 200;

/** A query that has been compiled. */
export type CompiledQuery = {
  operation: OperationDefinitionNode;
  /** Its `data`; undefined at the first error. */
  execute: (context: Context, variables: Record<string, unknown>) => Promise<unknown>;
};

export type CompiledQueries = {
  /**
   * What has been made of a query.
   *
   * @param name of the operation, where the document has several.
   */
  find: (text: string, name: string | undefined) => CompiledQuery | undefined;
  /** Hears from Apollo Server which documents are good, and come again. */
  plugin: ApolloServerPlugin<Context>;
};

/**
 * Executes queries that come again and again by functions that graphql-jit has made of them, several times as fast as
 * walking the document. Only a success is answered so: at the first error Apollo and graphql-js execute the query anew,
 * and the answer is theirs. Only a document that they have executed without an error is compiled, and no mutation.
 *
 * @see https://github.com/zalando-incubator/graphql-jit
 */
export function createCompiledQueries(schema: GraphQLSchema): CompiledQueries {
  /** By the text of the document, and then by the name that was asked for. */
  const documents = new LRUCache<string, Map<string | undefined, Known>>({ max: remembered });

  function learn(text: string, name: string | undefined, make: () => CompiledQuery | undefined): void {
    const ofText = documents.get(text) ?? new Map<string | undefined, Known>();
    const uses = (ofText.get(name)?.uses ?? 0) + 1;
    if (uses > usesBefore) return;
    ofText.set(name, { uses, compiled: uses === usesBefore ? make() : undefined });
    documents.set(text, ofText);
  }

  return {
    find: (text, name) => documents.get(text)?.get(name)?.compiled,
    plugin: {
      async requestDidStart() {
        return {
          async willSendResponse({ source, document, operation, request: { operationName }, errors }) {
            if (operation?.operation !== OperationTypeNode.QUERY || !source || !document || errors) return;
            learn(source, operationName, () => compile(schema, document, operation));
          },
        };
      },
    },
  };
}

/** Where graphql-jit does not take a document, `compiled` stays undefined. */
type Known = { uses: number; compiled: CompiledQuery | undefined };

/**
 * Undefined where graphql-jit does not take the document, or would answer otherwise than graphql-js: of a field that is
 * named twice, once with a condition, it mixes up the selections.
 */
function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): CompiledQuery | undefined {
  if (hasConditions(document)) return undefined;
  const compiled = compileQuery(schema, document, operation.name?.value, {
    // Resolvers give the scalars that are GraphQL's own, and enums, as they go out: to look at each costs a sixth.
    disableLeafSerialization: !hasRenamedValues(schema, document),
  });
  if (!isCompiledQuery(compiled)) return undefined;
  const scope = scopeOf(schema, document, operation);
  return {
    operation,
    async execute(context, variables) {
      const { sharing, identity } = context;
      if (sharing) {
        sharing.scope = scope;
        // What stands for `viewerHasLiked` then is no boolean, which graphql-js would not take.
        sharing.leavesLikesOpen = scope === "AUDIENCE_AND_LIKES" && identity.kind === "member";
      }
      const { data, errors } = await compiled.query(undefined, context, variables);
      if (!errors) return data;
      if (sharing) sharing.leavesLikesOpen = false;
      return undefined;
    },
  };
}

function hasConditions(document: DocumentNode): boolean {
  let found = false;
  visit(document, {
    Directive: () => {
      found = true;
      return BREAK;
    },
  });
  return found;
}

/** Whether it asks for an enum whose values have other names in here than in an answer. */
function hasRenamedValues(schema: GraphQLSchema, document: DocumentNode): boolean {
  const types = new TypeInfo(schema);
  let found = false;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: () => {
        const type = getNamedType(types.getType());
        found ||= isEnumType(type) && type.getValues().some(({ name, value }) => name !== value);
      },
    }),
  );
  return found;
}
