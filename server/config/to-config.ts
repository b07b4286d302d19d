import type { TracingConfig } from "../observability/tracing.ts";
import type { Config, UserPoolConfig } from "./config.ts";
import type { FirstFactorOptions } from "../user-pool/provisioning/first-factors.ts";
import type { Variables } from "./variables.ts";

export function toConfig(env: Variables): Omit<Config, "misspelled"> {
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
    localFirstFactors: toLocalFirstFactors(env),
    localRemembersDevices: env.COGNITO_REMEMBERED_DEVICES ?? false,
    localStubProviders: env.STUB_PROVIDERS ?? false,
    localTriggers: { module: env.USER_POOL_TRIGGERS, lambdaEndpoint: env.LAMBDA_ENDPOINT },
    mail: toMailConfig(env),
    passwordBreachUrl: env.PASSWORD_BREACH_URL,
    authMinimumMs: env.AUTH_MIN_RESPONSE_MS ?? (production ? 300 : 0),
    shutdownDelayMs: (env.SHUTDOWN_DELAY_SECONDS ?? (production ? 5 : 0)) * 1000,
    introspection: env.INTROSPECTION ?? !production,
    playground: env.PLAYGROUND ?? !production,
    compileQueries: env.COMPILED_QUERIES ?? true,
    cacheResponses: env.RESPONSE_CACHE ?? true,
    servedHosts: env.SERVED_HOSTS,
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
    signUpClient: env.COGNITO_SIGN_UP_CLIENT_ID
      ? { clientId: env.COGNITO_SIGN_UP_CLIENT_ID, clientSecret: env.COGNITO_SIGN_UP_CLIENT_SECRET }
      : undefined,
    trustedClientIds: env.COGNITO_TRUSTED_CLIENT_IDS,
    profile: {
      identifiers: env.COGNITO_IDENTIFIERS,
      signUpIsOpen: env.COGNITO_SIGN_UP,
      requiredAttributes: env.COGNITO_REQUIRED_ATTRIBUTES,
      signUpAttributes: env.COGNITO_SIGN_UP_ATTRIBUTES,
      passwordPolicy: env.COGNITO_PASSWORD_POLICY,
      firstFactors: env.COGNITO_FIRST_FACTORS,
      relyingPartyId: env.COGNITO_RELYING_PARTY_ID,
      remembersDevices: env.COGNITO_REMEMBERED_DEVICES,
      signsUpWithoutPassword: env.COGNITO_SIGN_UP_WITHOUT_PASSWORD,
      mfa: env.COGNITO_MFA,
      secondFactors: env.COGNITO_SECOND_FACTORS,
      identityProviders: env.COGNITO_IDENTITY_PROVIDERS,
      domain: env.COGNITO_DOMAIN,
      nameAttribute: env.COGNITO_NAME_ATTRIBUTE,
      handleAttribute: env.COGNITO_HANDLE_ATTRIBUTE,
    },
    endpoint: env.COGNITO_ENDPOINT,
  };
}

/** The local user pool has all that need nothing but a laptop, unless fewer are named. */
function toLocalFirstFactors({
  COGNITO_FIRST_FACTORS: named = ["EMAIL_OTP", "WEB_AUTHN"],
  COGNITO_RELYING_PARTY_ID = "localhost",
  COGNITO_SIGN_UP_WITHOUT_PASSWORD: signsUpWithoutPassword = false,
}: Variables): FirstFactorOptions {
  return {
    relyingPartyId: named.includes("WEB_AUTHN") ? COGNITO_RELYING_PARTY_ID : undefined,
    mailsCodes: named.includes("EMAIL_OTP"),
    signsUpWithoutPassword,
  };
}

function toMailConfig(env: Variables): Config["mail"] {
  if (env.SMTP_URL)
    return { kind: "smtp", url: env.SMTP_URL, from: env.MAIL_FROM ?? "Cruddur <no-reply@cruddur.local>" };
  return { kind: env.COGNITO_USER_POOL_ID ? "none" : "inbox" };
}

/**
 * Metrics are not public: in production they have a port that the load balancer does not reach. On the API's port one
 * worker would answer with its own metrics alone.
 */
function toMetricsConfig({ METRICS_PORT, METRICS_HOST, NODE_ENV, WORKERS }: Variables): Config["metrics"] {
  if (METRICS_PORT !== undefined) return { kind: "own-port", host: METRICS_HOST, port: METRICS_PORT };
  return { kind: NODE_ENV === "development" && WORKERS === 1 ? "api-port" : "off" };
}

/** @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
function toTracingConfig(env: Variables): TracingConfig | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: tracesEndpoint } = env;
  const exporter = env.OTEL_TRACES_EXPORTER ?? ((endpoint ?? tracesEndpoint) ? "otlp" : "none");
  if (env.OTEL_SDK_DISABLED || exporter === "none") return undefined;
  const [, parent, sampler] = /^(parentbased_)?(.*)$/.exec(env.OTEL_TRACES_SAMPLER) ?? [];
  return {
    url: tracesEndpoint ?? `${(endpoint ?? "http://localhost:4318").replace(/\/$/, "")}/v1/traces`,
    sampler: sampler === "always_off" || sampler === "traceidratio" ? sampler : "always_on",
    followsParent: parent !== undefined,
    ratio: env.OTEL_TRACES_SAMPLER_ARG,
    headers: env.OTEL_EXPORTER_OTLP_HEADERS,
  };
}

function toTrustProxy(value: string | undefined): Config["trustProxy"] {
  if (value === undefined) return false;
  return /^\d+$/.test(value) ? Number(value) : value;
}
