import type { ApolloServerPlugin } from "@apollo/server";
import { type DocumentNode, type GraphQLSchema, OperationTypeNode } from "graphql";
import type { Freshness } from "./cache-epoch.ts";
import { scopeOf } from "./cache-scope.ts";
import type { Scope, Sharing } from "./cache-policy.ts";

/** Tells the shared answers what each execution was, and that a mutation wrote something. */
export function sharingPlugin(
  schema: GraphQLSchema,
  { forget }: Pick<Freshness, "forget">,
): ApolloServerPlugin<{ sharing?: Sharing | undefined }> {
  /** Apollo keeps the documents that come again. */
  const scopes = new WeakMap<DocumentNode, Scope>();
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ document, operation, contextValue: { sharing } }) {
          if (!sharing || !operation) return;
          const scope = scopes.get(document) ?? scopeOf(schema, document, operation);
          scopes.set(document, scope);
          sharing.scope = scope;
        },
        async willSendResponse({ operation, errors, contextValue: { sharing } }) {
          if (sharing && errors?.length) sharing.scope = "VIEWER";
          if (operation?.operation === OperationTypeNode.MUTATION) forget();
        },
      };
    },
  };
}
