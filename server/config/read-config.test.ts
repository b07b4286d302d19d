import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "./read-config.ts";

function problems(environment: Record<string, string>): string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

const folder = mkdtempSync(join(tmpdir(), "cruddur-config-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** The path of a new file. */
function write(text: string): string {
  const file = join(folder, randomUUID());
  writeFileSync(file, text);
  return file;
}

const cognito = {
  COGNITO_USER_POOL_ID: "eu-west-1_AbCdEf123",
  COGNITO_CLIENT_ID: "client",
  COGNITO_CLIENT_SECRET: "secret",
};

describe("secrets in files", () => {
  it("are read without the line break at the end", () => {
    for (const text of [
      "postgres://u:p@db/cruddur",
      "postgres://u:p@db/cruddur\n",
      "postgres://u:p@db/cruddur\r\n",
    ])
      expect(readConfig({ DATABASE_URL_FILE: write(text) }).database).toMatchObject({
        kind: "postgres",
        url: "postgres://u:p@db/cruddur",
      });
    expect(
      readConfig({ ...cognito, COGNITO_CLIENT_SECRET: "", COGNITO_CLIENT_SECRET_FILE: write(" a b ") })
        .userPool,
    ).toMatchObject({ clientSecret: " a b " });
  });

  it.each<[string, Record<string, string>]>([
    ["beside the variable", { REDIS_URL: "redis://cache", REDIS_URL_FILE: write("redis://cache") }],
    ["that is empty", { SMTP_URL_FILE: write("\n") }],
    ["that is not there", { DATABASE_READ_URL_FILE: "/nowhere/hunter2" }],
    ["that is a folder", { COGNITO_SIGN_UP_CLIENT_SECRET_FILE: tmpdir() }],
    ["with what does not fit", { DATABASE_URL_FILE: write("hunter2") }],
  ])("a file %s is named, and not quoted", (_title, environment) => {
    const found = problems(environment);
    const [name = ""] = Object.keys(environment);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toContain(name.replace(/_FILE$/, ""));
    for (const each of found) expect(each).not.toContain("hunter2");
  });
});

describe("variables that nothing reads", () => {
  it.each([
    ["COGNITO_USERPOOL_ID", "COGNITO_USER_POOL_ID"],
    ["AWS_COGNITO_CLIENT_ID", "COGNITO_CLIENT_ID"],
    ["COGNITO_CLIENTSECRET", "COGNITO_CLIENT_SECRET"],
    ["DATABASE_URI", "DATABASE_URL"],
    ["WEB_ORIGIN", "WEB_ORIGINS"],
    ["TRUSTED_PROXY", "TRUST_PROXY"],
  ])("%s is told, with the one that was meant", (name, meant) => {
    expect(readConfig({ [name]: "hunter2" }).misspelled).toEqual([{ name, meant }]);
    const [first = "", told = ""] = problems({ [name]: "hunter2", PORT: "many" });
    expect(first).toContain("PORT");
    expect([told.includes(name), told.includes(meant), told.includes("hunter2")]).toEqual([
      true,
      true,
      false,
    ]);
  });

  it("those of other programs are not", () => {
    const others = [
      "HOSTNAME",
      "PATH",
      "POSTGRES_USER",
      "TEST_DATABASE_URL",
      "REDIS_HOST",
      "AWS_DEFAULT_REGION",
    ];
    expect(
      readConfig(
        Object.fromEntries(
          [...others, "DATABASE_URL_FILE"].map((name) => [name, name === "DATABASE_URL_FILE" ? "" : "x"]),
        ),
      ).misspelled,
    ).toEqual([]);
  });
});

describe("readConfig", () => {
  it("requires a database in production, unless it is told otherwise", () => {
    const production = { NODE_ENV: "production", ...cognito };
    expect(problems(production)).toEqual([expect.stringContaining("DATABASE_URL")]);
    expect(readConfig({ ...production, EMBEDDED_DATABASE: "on" }).database.kind).toBe("pglite");
  });

  it("runs embedded without any variable", () => {
    expect(readConfig({})).toMatchObject({
      production: false,
      port: 4000,
      database: { kind: "pglite", directory: ".cruddur" },
      userPool: { kind: "local", port: 4001 },
      localFirstFactors: { relyingPartyId: "localhost", mailsCodes: true, signsUpWithoutPassword: false },
      localRemembersDevices: false,
      localStubProviders: false,
      localTriggers: { module: undefined, lambdaEndpoint: undefined },
      mail: { kind: "inbox" },
      introspection: true,
      playground: true,
      trustProxy: false,
    });
  });

  it("runs on Cognito and Postgres in production", () => {
    const config = readConfig({
      NODE_ENV: "production",
      DATABASE_URL: "postgres://user:password@db.example/cruddur",
      WEB_ORIGINS: "https://app.example.com, https://www.example.com",
      TRUST_PROXY: "1",
      ...cognito,
    });
    expect(config).toMatchObject({
      production: true,
      database: { kind: "postgres" },
      userPool: { kind: "cognito", region: "eu-west-1", userPoolId: "eu-west-1_AbCdEf123" },
      introspection: false,
      playground: false,
      webOrigins: ["https://app.example.com", "https://www.example.com"],
      trustProxy: 1,
    });
  });

  it("serves metrics on the API's port in development, and in production on a port of their own or not at all", () => {
    const production = { NODE_ENV: "production", EMBEDDED_DATABASE: "on", ...cognito };
    expect(readConfig({}).metrics).toEqual({ kind: "api-port" });
    expect(readConfig(production).metrics).toEqual({ kind: "off" });
    const port = { kind: "own-port", host: "localhost", port: 9464 };
    expect(readConfig({ ...production, METRICS_PORT: "9464" }).metrics).toEqual(port);
    // On the API's port a worker would answer with its own metrics alone.
    const workers = { ...cognito, WORKERS: "2", DATABASE_URL: "postgres://localhost/cruddur" };
    expect(readConfig(workers).metrics).toEqual({ kind: "off" });
  });

  it("sends traces as OpenTelemetry's own variables say", () => {
    const collector = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318/" };
    expect(readConfig({}).tracing).toBeUndefined();
    expect(readConfig({ ...collector, OTEL_TRACES_EXPORTER: "none" }).tracing).toBeUndefined();
    expect(readConfig({ ...collector, OTEL_SDK_DISABLED: "true" }).tracing).toBeUndefined();
    expect(readConfig({ OTEL_TRACES_EXPORTER: "otlp" }).tracing?.url).toBe("http://localhost:4318/v1/traces");
    const sampled = {
      ...collector,
      OTEL_TRACES_SAMPLER: "parentbased_traceidratio",
      OTEL_TRACES_SAMPLER_ARG: "0.1",
    };
    expect(readConfig(sampled).tracing).toEqual({
      url: "http://collector:4318/v1/traces",
      sampler: "traceidratio",
      followsParent: true,
      ratio: 0.1,
    });
  });

  it("accepts several database servers, a replica, and one worker per core", () => {
    const DATABASE_URL =
      "postgres://user:p%40ss@a.example:5433,b.example/cruddur?target_session_attrs=read-write";
    const DATABASE_READ_URL = "postgres://replica.example/cruddur";
    const config = readConfig({ DATABASE_URL, DATABASE_READ_URL, WORKERS: "auto", ...cognito });
    expect(config.database).toEqual({ kind: "postgres", url: DATABASE_URL, readUrl: DATABASE_READ_URL });
    expect(config.workers).toBe(availableParallelism());
  });

  it("reports all problems at once, by variable", () => {
    const found = problems({
      PORT: "high",
      NODE_ENV: "prod",
      DATABASE_URL: "mysql://x",
      COGNITO_USER_POOL_ID: "pool",
    });
    expect(found.map((problem) => problem.split(" ")[0] ?? "").toSorted()).toEqual([
      "COGNITO_USER_POOL_ID",
      "DATABASE_URL",
      "NODE_ENV",
      "PORT",
    ]);
  });

  it("never shows a value that may be a secret", () => {
    const found = problems({
      DATABASE_URL: "mysql://user:hunter2@db",
      COGNITO_CLIENT_SECRET: "hunter2",
      WEB_ORIGINS: "https://user:hunter2@app.example.com",
    });
    expect(found.join()).not.toContain("hunter2");
  });

  it.each([
    [
      "a user pool without its app client",
      { COGNITO_USER_POOL_ID: "eu-west-1_AbCdEf123" },
      "COGNITO_CLIENT_ID",
    ],
    ["an app client without its user pool", { COGNITO_CLIENT_ID: "client" }, "COGNITO_USER_POOL_ID"],
    [
      "the secret of an app client for sign-up alone",
      { ...cognito, COGNITO_SIGN_UP_CLIENT_SECRET: "secret" },
      "COGNITO_SIGN_UP_CLIENT_ID",
    ],
    ["a region that is not the pool's", { ...cognito, AWS_REGION: "us-east-1" }, "AWS_REGION"],
    ["a blank port", { PORT: " " }, "PORT"],
    ["the same port twice", { PORT: "4001" }, "USER_POOL_PORT"],
    [
      "an unsupported protocol of traces",
      { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" },
      "OTEL_EXPORTER_OTLP_PROTOCOL",
    ],
    ["a proxy that is not an address", { TRUST_PROXY: "nonsense" }, "TRUST_PROXY"],
    ["an origin with a path", { WEB_ORIGINS: "https://app.example.com/" }, "WEB_ORIGINS"],
    ["a pattern of origins", { WEB_ORIGINS: "https://app.example.com,https://*.example.com" }, "WEB_ORIGINS"],
    ["an origin with a password", { WEB_ORIGINS: "https://a:hunter2@app.example.com" }, "WEB_ORIGINS"],
    ["an origin that is no page's", { WEB_ORIGINS: "ftp://app.example.com" }, "WEB_ORIGINS"],
    ["a served host with a port", { SERVED_HOSTS: "user-pool:4001" }, "SERVED_HOSTS"],
    ["no workers", { WORKERS: "0" }, "WORKERS"],
    ["workers on the embedded database", { WORKERS: "2", ...cognito }, "WORKERS"],
    [
      "workers with the local user pool",
      { WORKERS: "2", DATABASE_URL: "postgres://db.example/cruddur" },
      "WORKERS",
    ],
    [
      "a replica without a primary",
      { DATABASE_READ_URL: "postgres://replica.example/cruddur" },
      "DATABASE_READ_URL",
    ],
    [
      "several servers of which one is invalid",
      { DATABASE_URL: "postgres://a,b:port/cruddur" },
      "DATABASE_URL",
    ],
    [
      "production without Cognito",
      { NODE_ENV: "production", EMBEDDED_DATABASE: "on" },
      "COGNITO_USER_POOL_ID",
    ],
    [
      "production with another endpoint",
      { NODE_ENV: "production", EMBEDDED_DATABASE: "on", ...cognito, COGNITO_ENDPOINT: "http://x" },
      "COGNITO_ENDPOINT",
    ],
    [
      "production with SMTP and without a sender",
      { NODE_ENV: "production", EMBEDDED_DATABASE: "on", ...cognito, SMTP_URL: "smtps://mail.example.com" },
      "MAIL_FROM",
    ],
    ["a sender that is not an address", { MAIL_FROM: "Cruddur" }, "MAIL_FROM"],
    [
      "production with the inbox",
      { NODE_ENV: "production", EMBEDDED_DATABASE: "on", LOCAL_USER_POOL: "on" },
      "SMTP_URL",
    ],
  ])("refuses %s", (_case, environment, variable) => {
    expect(problems(environment)[0]).toMatch(new RegExp(`^${variable} `));
  });

  it("reads origins in any spelling", () => {
    const { webOrigins } = readConfig({
      WEB_ORIGINS:
        "HTTPS://App.Example.com:443, http://www.example.com:80,https://example.com.,https://bücher.example:8443",
    });
    expect(webOrigins).toEqual([
      "https://app.example.com",
      "http://www.example.com",
      "https://example.com",
      "https://xn--bcher-kva.example:8443",
    ]);
  });

  it("counts an empty variable as absent", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: "" })).toMatchObject({
      port: 4000,
      database: { kind: "pglite" },
    });
  });
});
