import type { ApolloServerPlugin } from "@apollo/server";
import { type DocumentNode, type GraphQLSchema, OperationTypeNode } from "graphql";
import type { CacheEpoch } from "./cache-epoch.ts";
import { cacheScopeOf } from "./cache-scope.ts";
import type { CacheScope, CachePolicy } from "./cache-policy.ts";

/** Sets the cache scope of each execution by Apollo, and invalidates the caches after a mutation. */
export function cachePolicyPlugin(
  schema: GraphQLSchema,
  { invalidateAll }: Pick<CacheEpoch, "invalidateAll">,
): ApolloServerPlugin<{ cachePolicy?: CachePolicy | undefined }> {
  /** By document: Apollo keeps parsed documents. */
  const scopes = new WeakMap<DocumentNode, CacheScope>();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, contextValue: { cachePolicy } }) {
          if (!cachePolicy || !operation) return;
          const scope = scopes.get(document) ?? cacheScopeOf(schema, document, operation);
          scopes.set(document, scope);
          cachePolicy.scope = scope;
        },
        async willSendResponse({ operation, errors, contextValue: { cachePolicy } }) {
          if (cachePolicy && errors?.length) cachePolicy.scope = "PRIVATE";
          if (operation?.operation === OperationTypeNode.MUTATION) invalidateAll();
        },
      };
    },
  };
}
