import { availableParallelism } from "node:os";
import { z } from "zod";
import type { DatabaseConfig } from "../database/database.ts";
import { isDsqlUrl } from "../database/distributed/is-dsql-url.ts";
import { toHostUrls } from "../database/postgres/host-urls.ts";
import type { LogLevel } from "../observability/log-output.ts";
import type { TracingConfig } from "../observability/tracing.ts";

/** Where the accounts live: in the local user pool that this process runs, or in a pool of Amazon Cognito. */
export type UserPoolConfig =
  | { kind: "local"; port: number }
  | {
      kind: "cognito";
      region: string;
      userPoolId: string;
      clientId: string;
      clientSecret: string | undefined;
      trustedClientIds: string[];
      /** Another address that speaks Cognito's wire protocol. */
      endpoint: string | undefined;
    };

/** Everything that the environment decides. */
export type Config = {
  production: boolean;
  host: string;
  port: number;
  /** Processes that serve the port together. */
  workers: number;
  logLevel: LogLevel;
  database: DatabaseConfig;
  /** What several nodes share besides the database; absent: the database alone. */
  redisUrl: string | undefined;
  userPool: UserPoolConfig;
  /** Where our mail and the local user pool's goes: an SMTP server, or its inbox page, or nowhere. */
  mail: { kind: "inbox" } | { kind: "smtp"; url: string; from: string } | { kind: "none" };
  /** Milliseconds that mutations take at the least whose time could tell whether an account exists. */
  authMinimumMs: number;
  /** Milliseconds for which a node that is about to stop says so, and goes on answering. */
  shutdownDelayMs: number;
  introspection: boolean;
  /** Whether the playground is served. */
  playground: boolean;
  /** Whether queries that come again and again are compiled. */
  compileQueries: boolean;
  /** Whether an answer that is not the viewer's own is told again for half a second. */
  cacheResponses: boolean;
  /** Origins other than the API's own whose pages may call it. */
  webOrigins: string[];
  /** Where the numbers of this node can be read: by a port of their own, beside the API, or nowhere. */
  metrics: { kind: "own-port"; host: string; port: number } | { kind: "api-port" } | { kind: "off" };
  /** Where OpenTelemetry's spans go; absent: nowhere. */
  tracing: TracingConfig | undefined;
  /** Which proxies' X-Forwarded-* headers are believed: a number of hops, or addresses. False: none. */
  trustProxy: number | string | false;
};

/** Every problem of the environment at once, each one line that says what to change. */
export class ConfigError extends Error {
  override name = "ConfigError";
  constructor(readonly problems: string[]) {
    super(problems.join("\n"));
  }
}

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number")
  .transform(Number)
  .refine((value) => value <= 65_535, "must be a port number");
const httpUrl = z.url({ protocol: /^https?$/, error: "must be an http:// or https:// URL" });
const flag = z.stringbool("must be on or off").optional();
const list = z
  .string()
  .transform((value) => value.split(",").flatMap((each) => each.trim() || []))
  .default([]);

const variables = z.object({
  NODE_ENV: z
    .enum(["production", "development", "test"], "must be production, development or test")
    .default("development"),
  HOST: z.string().optional(),
  PORT: port.default(4000),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().default("localhost"),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "silent"],
      "must be fatal, error, warn, info, debug or silent",
    )
    .optional(),
  DATA_DIR: z.string().default(".cruddur"),
  WORKERS: z
    .string()
    .regex(/^([1-9]\d?|auto)$/, "must be a number from 1 to 99, or auto")
    .transform((value) => (value === "auto" ? availableParallelism() : Number(value)))
    .default(1),
  DATABASE_URL: z
    .string()
    .refine((value) => toHostUrls(value).every(isPostgresUrl), "must be a postgres:// URL")
    .optional(),
  DATABASE_READ_URL: z.string().refine(isPostgresUrl, "must be a postgres:// URL").optional(),
  REDIS_URL: z.url({ protocol: /^rediss?$/, error: "must be a redis:// or rediss:// URL" }).optional(),
  AWS_REGION: z.string().optional(),
  COGNITO_USER_POOL_ID: z
    .string()
    .regex(/^[a-z]+(-[a-z]+)+-\d_[a-zA-Z0-9]+$/, "must be a user pool id, like us-east-1_AbCdEf123")
    .optional(),
  COGNITO_CLIENT_ID: z.string().optional(),
  COGNITO_CLIENT_SECRET: z.string().optional(),
  COGNITO_TRUSTED_CLIENT_IDS: list,
  COGNITO_ENDPOINT: httpUrl.optional(),
  USER_POOL_PORT: port.default(4001),
  LOCAL_USER_POOL: flag,
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: "must be an smtp:// or smtps:// URL" }).optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^([^<>\r\n]+ )?<?[^<>@\s]+@[^<>@\s]+>?$/,
      "must be an address, like Cruddur <no-reply@example.com>",
    )
    .optional(),
  AUTH_MIN_RESPONSE_MS: z
    .string()
    .regex(/^\d{1,4}$/, "must be a number of milliseconds, up to 9999")
    .transform(Number)
    .optional(),
  SHUTDOWN_DELAY_SECONDS: z
    .string()
    .regex(/^\d{1,3}$/, "must be a number of seconds, up to 999")
    .transform(Number)
    .optional(),
  INBOX: flag,
  INTROSPECTION: flag,
  PLAYGROUND: flag,
  COMPILED_QUERIES: flag,
  RESPONSE_CACHE: flag,
  OTEL_SDK_DISABLED: z.stringbool("must be true or false").optional(),
  OTEL_TRACES_EXPORTER: z.enum(["otlp", "none"], "must be otlp or none").optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl.optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: z.literal("http/json", "must be http/json").optional(),
  OTEL_TRACES_SAMPLER: z
    .templateLiteral(
      [z.enum(["", "parentbased_"]), z.enum(["always_on", "always_off", "traceidratio"])],
      "must be (parentbased_)always_on, always_off or traceidratio",
    )
    .default("parentbased_always_on"),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number("must be from 0 to 1").min(0).max(1).default(1),
  WEB_ORIGINS: list,
  TRUST_PROXY: z
    .string()
    .regex(
      /^(\d{1,2}|[\da-f.:/]+(\s*,\s*[\da-f.:/]+)*|loopback|linklocal|uniquelocal)$/i,
      "must be a number of hops or addresses",
    )
    .optional(),
});

/** The names of all variables that are read here; other programs have theirs beside them. */
export const variableNames: readonly string[] = Object.keys(variables.shape);

type Variables = z.infer<typeof variables>;

/**
 * Reads the configuration from environment variables; an empty variable counts as absent.
 *
 * @throws ConfigError with all problems.
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = variables.safeParse(present);
  const problems = parsed.success
    ? findConflicts(parsed.data)
    : parsed.error.issues.map(({ path, message }) => `${path.join(".")} ${message}.`);
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data);
}

function findConflicts(env: Variables): string[] {
  const problems: string[] = [];
  if (env.COGNITO_USER_POOL_ID && !env.COGNITO_CLIENT_ID) {
    problems.push("COGNITO_CLIENT_ID is missing: name the app client of COGNITO_USER_POOL_ID.");
  }
  if (
    !env.COGNITO_USER_POOL_ID &&
    (env.COGNITO_CLIENT_ID || env.COGNITO_CLIENT_SECRET || env.COGNITO_ENDPOINT)
  ) {
    problems.push(
      "COGNITO_USER_POOL_ID is missing: name the user pool that the other COGNITO_ variables belong to.",
    );
  }
  if (
    env.COGNITO_USER_POOL_ID &&
    env.AWS_REGION &&
    !env.COGNITO_USER_POOL_ID.startsWith(`${env.AWS_REGION}_`)
  ) {
    problems.push("AWS_REGION is not the region of COGNITO_USER_POOL_ID: leave it out or make them agree.");
  }
  if (!env.COGNITO_USER_POOL_ID && env.PORT === env.USER_POOL_PORT && env.PORT !== 0) {
    problems.push("USER_POOL_PORT is the same as PORT: give the local user pool another one.");
  }
  if (env.WORKERS > 1 && !env.DATABASE_URL) {
    problems.push("WORKERS is more than 1: the embedded database serves one process. Set DATABASE_URL.");
  }
  if (env.WORKERS > 1 && !env.COGNITO_USER_POOL_ID) {
    problems.push(
      "WORKERS is more than 1: the local user pool runs in one process. Run it by itself (npm run user-pool), and set the COGNITO_ variables that it writes.",
    );
  }
  if (env.DATABASE_READ_URL && (!env.DATABASE_URL || isDsqlUrl(env.DATABASE_URL))) {
    problems.push("DATABASE_READ_URL is set: it is a replica of a Postgres server that DATABASE_URL names.");
  }
  for (const origin of env.WEB_ORIGINS) {
    if (!isOrigin(origin))
      problems.push(`WEB_ORIGINS has ${origin}, which is not an origin like https://app.example.com.`);
  }
  if (env.NODE_ENV === "production") problems.push(...findProductionConflicts(env));
  return problems;
}

/** What is handy on a laptop is a hole in production: there each must be switched on by name. */
function findProductionConflicts(env: Variables): string[] {
  const problems: string[] = [];
  if (!env.COGNITO_USER_POOL_ID && !env.LOCAL_USER_POOL) {
    problems.push(
      "COGNITO_USER_POOL_ID is missing: production wants Amazon Cognito (or LOCAL_USER_POOL=on).",
    );
  }
  if (env.COGNITO_ENDPOINT && !env.LOCAL_USER_POOL) {
    problems.push("COGNITO_ENDPOINT is set: production talks to AWS alone (or LOCAL_USER_POOL=on).");
  }
  if (!env.COGNITO_USER_POOL_ID && env.LOCAL_USER_POOL && !env.SMTP_URL && !env.INBOX) {
    problems.push("SMTP_URL is missing: production sends mail (or INBOX=on).");
  }
  if (env.SMTP_URL && !env.MAIL_FROM) {
    problems.push(
      "MAIL_FROM is missing: name the sender, of a domain that the server of SMTP_URL may send for.",
    );
  }
  return problems;
}

function toConfig(env: Variables): Config {
  const production = env.NODE_ENV === "production";
  return {
    production,
    host: env.HOST ?? (production ? "0.0.0.0" : "localhost"),
    port: env.PORT,
    workers: env.WORKERS,
    logLevel: env.LOG_LEVEL ?? (production ? "info" : "warn"),
    database: env.DATABASE_URL
      ? { kind: "postgres", url: env.DATABASE_URL, readUrl: env.DATABASE_READ_URL }
      : { kind: "pglite", directory: env.DATA_DIR },
    redisUrl: env.REDIS_URL,
    userPool: toUserPoolConfig(env),
    mail: toMailConfig(env),
    authMinimumMs: env.AUTH_MIN_RESPONSE_MS ?? (production ? 300 : 0),
    shutdownDelayMs: (env.SHUTDOWN_DELAY_SECONDS ?? (production ? 5 : 0)) * 1000,
    introspection: env.INTROSPECTION ?? !production,
    playground: env.PLAYGROUND ?? !production,
    compileQueries: env.COMPILED_QUERIES ?? true,
    cacheResponses: env.RESPONSE_CACHE ?? true,
    webOrigins: env.WEB_ORIGINS,
    metrics: toMetricsConfig(env),
    tracing: toTracingConfig(env),
    trustProxy: toTrustProxy(env.TRUST_PROXY),
  };
}

function toUserPoolConfig(env: Variables): UserPoolConfig {
  if (!env.COGNITO_USER_POOL_ID) return { kind: "local", port: env.USER_POOL_PORT };
  return {
    kind: "cognito",
    region: env.COGNITO_USER_POOL_ID.split("_")[0] ?? "",
    userPoolId: env.COGNITO_USER_POOL_ID,
    clientId: env.COGNITO_CLIENT_ID ?? "",
    clientSecret: env.COGNITO_CLIENT_SECRET,
    trustedClientIds: env.COGNITO_TRUSTED_CLIENT_IDS,
    endpoint: env.COGNITO_ENDPOINT,
  };
}

function toMailConfig(env: Variables): Config["mail"] {
  if (env.SMTP_URL)
    return { kind: "smtp", url: env.SMTP_URL, from: env.MAIL_FROM ?? "Cruddur <no-reply@cruddur.local>" };
  return { kind: env.COGNITO_USER_POOL_ID ? "none" : "inbox" };
}

/**
 * Numbers tell a stranger much, so in production they are where no balancer leads; for tests nobody reads them; and the
 * port of the API leads to one worker alone.
 */
function toMetricsConfig({ METRICS_PORT, METRICS_HOST, NODE_ENV, WORKERS }: Variables): Config["metrics"] {
  if (METRICS_PORT !== undefined) return { kind: "own-port", host: METRICS_HOST, port: METRICS_PORT };
  return { kind: NODE_ENV === "development" && WORKERS === 1 ? "api-port" : "off" };
}

/** @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
function toTracingConfig(env: Variables): TracingConfig | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: ofTraces } = env;
  const wanted = env.OTEL_TRACES_EXPORTER ?? ((endpoint ?? ofTraces) ? "otlp" : "none");
  if (env.OTEL_SDK_DISABLED || wanted === "none") return undefined;
  const [, parent, sampler] = /^(parentbased_)?(.*)$/.exec(env.OTEL_TRACES_SAMPLER) ?? [];
  return {
    url: ofTraces ?? `${(endpoint ?? "http://localhost:4318").replace(/\/$/, "")}/v1/traces`,
    sampler: sampler === "always_off" || sampler === "traceidratio" ? sampler : "always_on",
    followsParent: parent !== undefined,
    ratio: env.OTEL_TRACES_SAMPLER_ARG,
  };
}

function toTrustProxy(value: string | undefined): Config["trustProxy"] {
  if (value === undefined) return false;
  return /^\d+$/.test(value) ? Number(value) : value;
}

function isPostgresUrl(value: string): boolean {
  return URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol);
}

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value;
}
