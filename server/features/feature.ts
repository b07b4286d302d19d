import type { PgTable } from "drizzle-orm/pg-core";
import type { FastifyInstance } from "fastify";
import type { NonEmptyArray } from "type-graphql";
import type { Check, Database, MigrationSet } from "../database/database.ts";
import type { AdmissionControl } from "../graphql-server/admission/admission-control.ts";
import type { HiddenPeopleLookup } from "../graphql-server/graphql-handler.ts";
import type { GuestQuery } from "../graphql-server/guest-query.ts";
import type { RequestContext } from "../graphql/context.ts";
import type { Forwarded } from "../http/policies/forwarded.ts";
import type { CookieJar } from "../http/policies/host-cookie.ts";
import type { ServesHost } from "../http/policies/hosts.ts";
import type { CorsHeaders } from "../http/policies/origins.ts";
import type { Log } from "../observability/log.ts";
import type { CacheEpoch } from "../response-cache/cache-epoch.ts";
import type { ResponseCacheOptions } from "../response-cache/response-cache.ts";
import type { GroupDeclaration } from "../rules/define-groups.ts";
import type { ScopeDeclaration } from "../rules/define-scopes.ts";
import type { DeletionHooks } from "../users/deletion-hooks.ts";
import type { CoreServices, FeatureHost } from "./feature-host.ts";

/** A class with type-graphql's `@Resolver()`. */
export type ResolverClass = NonEmptyArray<Function>[number];

/** A part of the application, which `startApp` composes with others: see docs/features.md. */
export type Feature = DeletionHooks & {
  /** Lower case, digits and underscores; unique. Names the record of its executed migrations. */
  name: string;
  /** The names of features without which it does not work. They are opened before it. */
  needs?: readonly string[];
  /** What it adds to the schema. Types that they return and accept are found by themselves. */
  resolvers: readonly ResolverClass[];
  /** Scopes that its guards name, besides those of server/rules. */
  scopes?: readonly ScopeDeclaration[];
  /** Groups that its guards name, besides those of server/rules. */
  groups?: readonly GroupDeclaration[];
  /** Its tables. The start fails where the database lacks one, or a column of one. */
  tables?: readonly PgTable[];
  /** Creates its tables. The record of executed migrations is its own, so its numbers collide with no others. */
  migrations?: Pick<MigrationSet, "folder" | "preparation">;
  /** Must succeed for the node to be ready. */
  checks?: readonly Check[];
  /** Opens what its resolvers need, and starts its background work. */
  open?: (host: FeatureHost) => Promise<FeatureParts> | FeatureParts;
  /** Work that any node does once a minute. */
  maintain?: (services: { db: Database; clock: () => Date }) => Promise<void>;
  /** Adds HTTP routes besides the API's. */
  addRoutes?: (server: FastifyInstance, kit: RouteKit) => Promise<void> | void;
};

/** What a feature adds to the parts of the application. */
export type FeatureParts = {
  /** Its part of the context of resolvers, the same for all requests. */
  context?: object;
  /**
   * Sets its part of the context that each request has its own of. Called once at the start, without cookies, and for each
   * executed request: it must be cheap, sets the same properties each time, and sets them one by one.
   */
  setRequestContext?: (context: RequestContext, cookies: CookieJar) => void;
  /** Finds who is hidden from a member. At most one feature has it. */
  hiddenPeople?: HiddenPeopleLookup;
  /** Finds the likes that are filled into shared responses. At most one feature has it. */
  likedBy?: ResponseCacheOptions["likedBy"];
};

/** What routes need of the application. */
export type RouteKit = {
  services: CoreServices;
  admission: AdmissionControl;
  forwarded: Forwarded;
  servesHost: ServesHost;
  corsHeaders: CorsHeaders;
  /** Executes a query as that of a guest. */
  guestQuery: GuestQuery;
  /** The context of resolvers, for a route that does what they do. */
  createContext: (request: RequestContext, cookies: CookieJar) => RequestContext;
  cacheEpoch: CacheEpoch;
  log: Log;
  /** The built web client's directory, if it is served. */
  webClient: string | undefined;
  production: boolean;
};
