import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { nobodyHidden } from "../graphql/hidden-people.ts";
import { createForwarded } from "../http/policies/forwarded.ts";
import { createLog } from "../observability/log.ts";
import { newRequestTelemetry, operationTelemetry } from "../observability/request-telemetry.ts";
import { createCacheEpoch } from "../response-cache/cache-epoch.ts";
import { createResponseCache, type GraphqlResponse } from "../response-cache/response-cache.ts";
import { createAdmissionControl, defaultAdmissionLimits } from "./admission/admission-control.ts";
import type { Execute } from "./execute.ts";
import { createFinish } from "./finish.ts";
import { createGraphqlHandler } from "./graphql-handler.ts";
import type { IdentifyServices } from "./identify.ts";
import type { SubscriptionStreams } from "./streams/subscription-streams.ts";

const body = JSON.stringify({ query: "{ __typename }" });

/** A guest has no token, so nothing is asked of these. */
const ofMembers = {} as IdentifyServices;

/** The handler alone, with an execution that the test supplies. */
async function listen(execute: Execute) {
  const state = { isDraining: false, lines: [] as { status: number; code: string | undefined }[] };
  const forwarded = createForwarded(false);
  const log = createLog({ write: () => {} }, "silent");
  const finish = createFinish({
    path: "/graphql",
    securityHeaders: { ofJson: {}, ofPages: {} },
    draining: { isOn: () => state.isDraining },
    recordRequest: ({ status, telemetry: { code } }) => void state.lines.push({ status, code }),
  });
  const admission = createAdmissionControl({ ...defaultAdmissionLimits, requests: 1 }, () => 0);
  const handler = createGraphqlHandler({
    path: "/graphql",
    requestId: () => "request-1",
    forwarded,
    servesHost: () => true,
    corsHeaders: () => ({ vary: "Origin" }),
    admission,
    services: {
      ...ofMembers,
      hiddenPeople: { getCached: () => nobodyHidden, of: async () => nobodyHidden },
      responseCache: createResponseCache({
        clock: () => new Date(),
        cacheEpoch: createCacheEpoch(() => 0),
        isOn: true,
        likedBy: async () => new Set(),
      }),
    },
    documents: new Map(),
    execute,
    streams: {} as SubscriptionStreams,
    finish,
    createContext: (request) => request,
    production: false,
    startTrace: undefined,
    log,
  });
  const server = createServer(handler);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close().closeAllConnections();
  });
  // A server that listens on a port has an address with one.
  const { port } = server.address() as AddressInfo;
  const headers = { "content-type": "application/json" };
  return {
    state,
    post: async () => await fetch(`http://127.0.0.1:${port}/graphql`, { method: "POST", headers, body }),
  };
}

const execute: Execute = async (_request, createContext): Promise<GraphqlResponse> => {
  const { cachePolicy } = createContext(() => false);
  if (cachePolicy) cachePolicy.scope = "SHARED";
  return { status: 200, headers: [], body: "made", operation: operationTelemetry(newRequestTelemetry()) };
};

it("executes a shared query twice, then serves it from the cache, and records every request", async () => {
  let executions = 0;
  const { state, post } = await listen(async (...request) => {
    executions += 1;
    return await execute(...request);
  });
  for (let time = 0; time < 4; time += 1) expect(await (await post()).text()).toBe("made");
  expect(executions).toBe(2);
  expect(state.lines).toEqual(Array.from({ length: 4 }, () => ({ status: 200, code: undefined })));
});

it("masks an unexpected failure, records it, and has capacity for the next request", async () => {
  const { state, post } = await listen(async () => {
    throw new Error("The database is gone, and the password is hunter2.");
  });
  for (let time = 0; time < 2; time += 1) {
    const response = await post();
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      errors: [
        {
          message: expect.not.stringContaining("hunter2"),
          extensions: { code: "INTERNAL_SERVER_ERROR", requestId: "request-1" },
        },
      ],
    });
  }
  expect(state.lines).toEqual(
    Array.from({ length: 2 }, () => ({ status: 500, code: "INTERNAL_SERVER_ERROR" })),
  );
});

it("ends the connection with the response while the node drains, also of a request that came before", async () => {
  const { state, post } = await listen(async (...request) => {
    state.isDraining = true;
    return await execute(...request);
  });
  const response = await post();
  expect([await response.text(), response.headers.get("connection")]).toEqual(["made", "close"]);
});
