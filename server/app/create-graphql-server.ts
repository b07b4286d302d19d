import type { IncomingMessage, ServerResponse } from "node:http";
import type { Config } from "../config/config.ts";
import {
  type AdmissionControl,
  type AdmissionLimits,
  createAdmissionControl,
  defaultAdmissionLimits,
} from "../graphql-server/admission/admission-control.ts";
import { createApolloServer } from "../graphql-server/apollo-server.ts";
import { createCompiledQueries } from "../graphql-server/compiled-queries.ts";
import { createExecute } from "../graphql-server/execute.ts";
import { createFinish, type FinishOptions } from "../graphql-server/finish.ts";
import { createGraphqlHandler, type GraphqlHandlerOptions } from "../graphql-server/graphql-handler.ts";
import { createGuestQuery, type GuestQuery, type GuestQueryOptions } from "../graphql-server/guest-query.ts";
import { readPersistedDocuments } from "../graphql-server/persisted-documents.ts";
import {
  createSubscriptionStreams,
  type SubscriptionStreams,
} from "../graphql-server/streams/subscription-streams.ts";
import { graphqlPath } from "../http/server.ts";
import type { Feature } from "../features/feature.ts";
import type { Metrics } from "../observability/metrics.ts";
import { createOperationLabels } from "../observability/operation-labels.ts";
import type { ContextFactory } from "./context.ts";
import type { OpenServices } from "./open-services.ts";
import { createSchema, type SchemaOptions } from "./schema.ts";

export type GraphqlServer = {
  graphqlHandler: (request: IncomingMessage, response: ServerResponse) => void;
  guestQuery: GuestQuery;
  admission: AdmissionControl;
  streams: SubscriptionStreams;
};

type Options = Omit<FinishOptions, "path"> &
  Pick<
    GraphqlHandlerOptions,
    "requestId" | "forwarded" | "servesHost" | "corsHeaders" | "startTrace" | "log"
  > & {
    metrics: Pick<Metrics, "mutation">;
    timeLimitMs: number;
    admissionLimits: Partial<AdmissionLimits> | undefined;
    features: readonly Feature[];
    createContext: ContextFactory;
  } & Pick<SchemaOptions, "scopes">;

/**
 * Joins the parts of the GraphQL path: schema, Apollo Server, compiled queries, streams, admission, handler.
 *
 * @param cleanups gets a function for each part that must be stopped.
 */
export async function createGraphqlServer(
  config: Config,
  { metrics, timeLimitMs, admissionLimits, features, scopes, createContext, ...policies }: Options,
  {
    services,
    database,
    cacheEpoch,
    responseCache,
    hiddenPeople,
  }: Pick<OpenServices, "services" | "database" | "cacheEpoch" | "responseCache" | "hiddenPeople">,
  cleanups: (() => Promise<void>)[],
): Promise<GraphqlServer> {
  const { log } = policies;
  const schema = createSchema(features, { onMutation: metrics.mutation, scopes });
  const labels = createOperationLabels(schema);
  const compiledQueries = config.compileQueries ? createCompiledQueries(schema, cacheEpoch) : undefined;
  const apollo = createApolloServer({ schema, ...config, compiledQueries, cacheEpoch, log, labels });
  await apollo.start();
  cleanups.push(() => apollo.stop());

  const finish = createFinish({ ...policies, path: graphqlPath });
  const streams = createSubscriptionStreams({
    schema,
    production: config.production,
    labels,
    clock: services.clock,
    revocations: services.revocations,
    finish,
    onError: (error) => log.error({ err: error }, "tokens of subscriptions not checked"),
  });
  const admission = createAdmissionControl(
    { ...defaultAdmissionLimits, ...admissionLimits },
    () => database.connections?.().waiting ?? 0,
  );
  const execution: Omit<GuestQueryOptions, "responseCache"> = {
    execute: createExecute({ apollo, compiledQueries, labels, timeLimitMs }),
    createContext,
    log,
  };
  const graphqlHandler = createGraphqlHandler({
    ...policies,
    ...execution,
    path: graphqlPath,
    admission,
    services: { ...services, responseCache, hiddenPeople },
    documents: readPersistedDocuments(),
    streams,
    finish,
    production: config.production,
  });
  const guestQuery = createGuestQuery({ ...execution, responseCache });
  return { graphqlHandler, guestQuery, admission, streams };
}
