import { type ApolloServerPlugin, HeaderMap } from "@apollo/server";
import { BREAK, type DocumentNode, type GraphQLSchema, OperationTypeNode, visit } from "graphql";
import { type CompiledQuery, compileQuery, isCompiledQuery } from "graphql-jit";
import { LRUCache } from "lru-cache";
import type { Context } from "./context.ts";

/** A document is compiled when it has come so often: to compile costs as much as to execute it ten times. */
const usesBefore = 2;
const remembered = 200;

/**
 * Executes queries that come again and again by functions that graphql-jit has made of them, several times as fast as
 * walking the document. Only a success is answered so: at the first error graphql-js executes the query anew, and the
 * answer is its own. Mutations never come here.
 *
 * @see https://github.com/zalando-incubator/graphql-jit
 */
export function compiledQueries(schema: GraphQLSchema): ApolloServerPlugin<Context> {
  /** By the text of the document, and the name of the operation where it has several. */
  const queries = new LRUCache<string, { uses: number; compiled: Compiled | undefined }>({ max: remembered });

  function find(text: string, document: DocumentNode, name: string | null): Compiled | undefined {
    const key = `${name ?? ""} ${text}`;
    const known = queries.get(key);
    if (known?.compiled || (known && known.uses > usesBefore)) return known.compiled;
    const uses = (known?.uses ?? 0) + 1;
    const compiled = uses > usesBefore ? compile(schema, document, name ?? undefined) : undefined;
    queries.set(key, { uses, compiled });
    return compiled;
  }

  return {
    async requestDidStart() {
      return {
        async responseForOperation({ source, document, operation, operationName, request, contextValue }) {
          if (operation?.operation !== OperationTypeNode.QUERY) return null;
          const compiled = find(source, document, operationName);
          if (!compiled) return null;
          const { sharing, identity } = contextValue;
          const leavesLikesOpen = sharing?.scope === "AUDIENCE_AND_LIKES" && identity.kind === "member";
          if (leavesLikesOpen) sharing.leavesLikesOpen = true;
          const { query } = leavesLikesOpen ? compiled.withOpenLikes() : compiled;
          const result = await query(undefined, contextValue, request.variables ?? {});
          if (result.errors) {
            if (sharing) sharing.leavesLikesOpen = false;
            return null;
          }
          return {
            http: { status: undefined, headers: new HeaderMap() },
            body: { kind: "single", singleResult: { data: result.data } },
          };
        },
      };
    },
  };
}

type Compiled = {
  query: CompiledQuery["query"];
  /** The same for an answer in which `viewerHasLiked` is left open: what stands for it is no boolean. */
  withOpenLikes: () => Pick<CompiledQuery, "query">;
};

/**
 * Undefined where graphql-jit does not take the document, or would answer otherwise than graphql-js: of a field that is
 * named twice, once with a condition, it mixes up the selections.
 */
function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  name: string | undefined,
): Compiled | undefined {
  if (hasConditions(document)) return undefined;
  const compiled = compileQuery(schema, document, name);
  if (!isCompiledQuery(compiled)) return undefined;
  let withOpenLikes: Pick<CompiledQuery, "query"> | undefined;
  return {
    query: compiled.query,
    withOpenLikes: () => {
      if (withOpenLikes) return withOpenLikes;
      const open = compileQuery(schema, document, name, {
        customSerializers: { Boolean: (value: unknown) => value },
      });
      withOpenLikes = isCompiledQuery(open) ? open : compiled;
      return withOpenLikes;
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
