import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startApp } from "../../app/start-app.ts";
import { readConfig } from "../../config/read-config.ts";
import { cruddur } from "../../features/cruddur.ts";
import { createSdk } from "../../../client/sdk/sdk.ts";
import { newAccount } from "../support/app/builders.ts";
import { expectState } from "../support/app/expectations.ts";
import { databaseEnvironment } from "../support/database/database-environment.ts";

type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  attributes: { key: string; value: Record<string, unknown> }[];
};

/** Starts a collector of OTLP over HTTP. */
async function startCollector(): Promise<{ url: string; spans: Span[]; text: () => string }> {
  const spans: Span[] = [];
  let all = "";
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => {
      expect([request.url, request.headers["content-type"], request.headers["x-token"]]).toEqual([
        "/v1/traces",
        "application/json",
        "a secret, of a file",
      ]);
      all += body;
      for (const { scopeSpans } of JSON.parse(body).resourceSpans)
        for (const scope of scopeSpans) spans.push(...scope.spans);
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, text: () => all };
}

/** A file with the headers that the collector requires. */
async function writeHeaders(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "cruddur-headers-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "headers");
  await writeFile(file, "x-token=a%20secret%2C%20of%20a%20file\n");
  return file;
}

function attribute(span: Span | undefined, name: string): unknown {
  return Object.values(span?.attributes.find(({ key }) => key === name)?.value ?? {})[0];
}

it("a request is a trace with its operation and its calls of user pool and database, without secrets", async () => {
  const collector = await startCollector();
  let log = "";
  const config = readConfig({
    NODE_ENV: "test",
    PORT: "0",
    USER_POOL_PORT: "0",
    LOG_LEVEL: "info",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_HEADERS_FILE: await writeHeaders(),
    ...(await databaseEnvironment()),
  });
  const app = await startApp(config, {
    features: cruddur,
    seed: true,
    passwordHashCost: 10,
    log: { write: (line) => (log += line) },
  });
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
  const account = newAccount();
  try {
    const sdk = createSdk({ url: `${app.url}/graphql` });
    await sdk.homeFeed({}, { headers: { traceparent } });
    expectState((await sdk.signUp({ input: account })).signUp, "CodeSent");
    const { signIn } = await sdk.signIn({
      input: { identifier: account.email, password: "a wrong pass phrase" },
    });
    expectState(signIn, "Rejected");
  } finally {
    // This exports the remaining spans.
    await app.stop();
  }

  const named = (name: string): Span[] => collector.spans.filter((span) => span.name === name);
  const childOf = (child: Span | undefined, parent: Span | undefined): void => {
    expect(child?.parentSpanId).toBe(parent?.spanId);
    expect(child?.traceId).toBe(parent?.traceId);
  };
  const [feed] = named("query homeFeed");
  const http = named("POST /graphql").find((span) => span.traceId === traceId);
  expect(http?.parentSpanId).toBe("b7ad6b7169203331");
  expect([attribute(http, "http.response.status_code"), attribute(http, "http.route")]).toEqual([
    200,
    "/graphql",
  ]);
  childOf(feed, http);
  expect(attribute(feed, "graphql.operation.name")).toBe("HomeFeed");
  expect(log).toContain(`"traceId":"${traceId}"`);

  const [signUp] = named("mutation signUp");
  expect(signUp?.traceId).not.toBe(traceId);
  childOf(named("Cognito SignUp")[0], signUp);
  const [refused] = named("mutation signIn");
  expect(attribute(refused, "cruddur.outcome")).toBe("INVALID_CREDENTIALS");
  // The node asks the pool once itself, at its start.
  const call = named("Cognito InitiateAuth").find(({ traceId: id }) => id === refused?.traceId);
  childOf(call, refused);
  expect(attribute(call, "error.type")).toBe("NotAuthorizedException");

  const queries = collector.spans.filter((span) => attribute(span, "db.system.name") === "postgresql");
  if (config.database.kind === "postgres") {
    const ofFeed = queries.filter(({ traceId: id }) => id === traceId);
    expect(ofFeed.length).toBeGreaterThan(0);
    childOf(ofFeed[0], feed);
    expect(attribute(ofFeed[0], "db.query.text")).toMatch(/^select .* from "activities"/);
    // The node's own polling, twice a second, is not traced.
    expect(queries.every(({ parentSpanId }) => parentSpanId)).toBe(true);
  }
  for (const secret of [account.email, account.password, account.handle])
    expect(collector.text()).not.toContain(secret);
});
