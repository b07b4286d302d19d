import { ApolloServer, type ApolloServerOptions as ApolloOptions } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import { type DocumentNode, GraphQLError, type GraphQLSchema, OperationTypeNode } from "graphql";
import { LRUCache } from "lru-cache";
import type { Log } from "../observability/log.ts";
import { noteOperation, type OperationLabels } from "../observability/operation-labels.ts";
import type { CompiledQueries } from "./compiled-queries.ts";
import type { RequestContext } from "../graphql/context.ts";
import { badUserInput } from "../graphql/errors.ts";
import { formatError } from "./errors/format-error.ts";
import { withCode } from "./errors/with-code.ts";
import { parseOptions, validationOptions } from "./document-limits/document-limits.ts";
import { limitsRule } from "./document-limits/limits-rule.ts";
import type { CacheEpoch } from "../response-cache/cache-epoch.ts";
import { cachePolicyPlugin } from "../response-cache/cache-policy-plugin.ts";

type DocumentStore = NonNullable<ApolloOptions<RequestContext>["documentStore"]>;

export type ApolloServerOptions = {
  schema: GraphQLSchema;
  introspection: boolean;
  production: boolean;
  compiledQueries: CompiledQueries | undefined;
  cacheEpoch: CacheEpoch;
  log: Log;
  labels: OperationLabels;
};

/** Clients have a few dozen documents. An attacker sends ever new ones, and each takes up to 100 kB when it is parsed. */
const maximumDocuments = 200;

/** Parsed and validated documents by a hash of their text. */
function createDocumentStore(): DocumentStore {
  const documents = new LRUCache<string, DocumentNode>({ max: maximumDocuments });
  return {
    get: async (key) => documents.get(key),
    set: async (key, document) => void documents.set(key, document),
    delete: async (key) => documents.delete(key),
  };
}

/** Apollo Server, without its landing page, batching, persisted queries and stack traces. */
export function createApolloServer(options: ApolloServerOptions): ApolloServer<RequestContext> {
  return new ApolloServer<RequestContext>({
    schema: options.schema,
    introspection: options.introspection,
    parseOptions,
    documentStore: createDocumentStore(),
    validationRules: [limitsRule],
    validationOptions: validationOptions(options.production),
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    stopOnTerminationSignals: false,
    logger: options.log,
    plugins: [
      ApolloServerPluginLandingPageDisabled(),
      // Cache control would wrap every field.
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      cachePolicyPlugin(options.schema, options.cacheEpoch),
      ...(options.compiledQueries ? [options.compiledQueries.plugin] : []),
      {
        /**
         * Called for what Apollo's own steps throw, such as a validation rule of graphql-js. Throws in turn, since Apollo
         * would log the error with the document, in which a password may stand.
         */
        async unexpectedErrorProcessingRequest({ error, requestContext: { contextValue } }) {
          if (error instanceof GraphQLError) throw withCode(error, "GRAPHQL_VALIDATION_FAILED");
          contextValue.log.error({ err: error }, "unexpected error");
          throw new GraphQLError("", {
            extensions: { code: "INTERNAL_SERVER_ERROR", http: { status: 500 } },
          });
        },
        // Not the option `formatError`: it does not know the request.
        async requestDidStart() {
          return {
            async didResolveOperation({ operation, contextValue }) {
              if (operation) noteOperation(contextValue.telemetry, operation, options.labels);
              if (operation?.operation === OperationTypeNode.SUBSCRIPTION)
                throw badUserInput("A subscription is a stream: send `Accept: text/event-stream`.");
            },
            async willSendResponse({ response, errors, contextValue }) {
              if (!errors?.length || response.body.kind !== "single") return;
              const { requestId, log } = contextValue;
              response.body.singleResult.errors = (response.body.singleResult.errors ?? []).map(
                (formatted, index) => formatError(formatted, errors[index], requestId, log),
              );
              // Balancers and alerts see the status alone.
              const codes = response.body.singleResult.errors.map(({ extensions }) => extensions?.["code"]);
              contextValue.telemetry.code = String(codes[0]);
              if (codes.includes("INTERNAL_SERVER_ERROR")) response.http.status = 500;
              else if (codes.includes("SERVICE_UNAVAILABLE")) response.http.status = 503;
              if (response.http.status === 503) response.http.headers.set("retry-after", "1");
            },
          };
        },
      },
    ],
  });
}
