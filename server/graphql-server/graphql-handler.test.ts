import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import fastify from "fastify";
import { Kind, OperationTypeNode } from "graphql";
import { expect, it, onTestFinished } from "vitest";
import type { Services } from "../app/context.ts";
import { newRequestTelemetry, operationTelemetry } from "../observability/request-telemetry.ts";
import { createCacheEpoch } from "../response-cache/cache-epoch.ts";
import { type GraphqlResponse, createResponseCache } from "../response-cache/response-cache.ts";
import type { Execution } from "./execute.ts";
import { createFastLane } from "./graphql-handler.ts";

/** Who the others are that a request is left to. */
const others = "I am the framework.";
const body = JSON.stringify({ query: "{ __typename }" });

/** A guest's requests have no token. */
const ofMembers = {} as Pick<Services, "tokenVerifier" | "revocations" | "sessionCache">;

/** A server with the lane before it, whose compiled query does as told. */
async function listen(execute: Execution["execute"]) {
  const state = { isDraining: false, underWay: 0, leftBodies: [] as string[], observed: 0 };
  const lane = createFastLane(
    { trustProxy: false, production: false },
    {
      path: "/graphql",
      services: {
        ...ofMembers,
        responseCache: createResponseCache({
          clock: () => new Date(),
          cacheEpoch: createCacheEpoch(() => 0),
          isOn: true,
          likedBy: async () => new Set(),
        }),
      },
      execution: {
        prepare: () => ({
          query: {
            operation: {
              kind: Kind.OPERATION_DEFINITION,
              operation: OperationTypeNode.QUERY,
              selectionSet: { kind: Kind.SELECTION_SET, selections: [] },
            },
            execute: async () => ({}),
          },
          variables: {},
          contentType: "application/json",
        }),
        execute,
      },
      documents: new Map(),
      crossOrigin: () => ({ vary: "Origin" }),
      serves: () => true,
      isOpen: () => true,
      isDraining: () => state.isDraining,
      takeTurn: (_request, act) => act(),
      begin: () => {
        state.underWay += 1;
        return () => {
          state.underWay -= 1;
        };
      },
      observe: () => {
        state.observed += 1;
      },
      log: fastify().log,
    },
  );
  const leaveTo = async (request: IncomingMessage): Promise<string> => {
    state.leftBodies.push(await text(request));
    return others;
  };
  const server = createServer((request, response) =>
    lane(request, response, () => void leaveTo(request).then((answer) => response.end(answer))),
  );
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
    ask: async () => await fetch(`http://127.0.0.1:${port}/graphql`, { method: "POST", headers, body }),
  };
}

const answered: Execution["execute"] = async (
  _request,
  _body,
  _ready,
  cachePolicy,
): Promise<GraphqlResponse> => {
  if (cachePolicy) cachePolicy.scope = "SHARED";
  return { status: 200, headers: [], body: "made", operation: operationTelemetry(newRequestTelemetry()) };
};

it("what a compiled query answers is left to nobody, nor what is told again", async () => {
  let executions = 0;
  const { state, ask } = await listen(async (...asked) => {
    executions += 1;
    return await answered(...asked);
  });
  for (let time = 0; time < 4; time += 1) expect(await (await ask()).text()).toBe("made");
  expect(executions).toBe(2);
  expect(state).toMatchObject({ leftBodies: [], observed: 4 });
});

it("what fails unexpectedly is left to others as it came, and is not under way here any more", async () => {
  const { state, ask } = await listen(async () => {
    throw new Error("The database is gone.");
  });
  expect(await (await ask()).text()).toBe(others);
  expect(state).toMatchObject({ leftBodies: [body], underWay: 0, observed: 0 });
});

it("a node that is about to stop ends the connection with the answer, also of what was under way before", async () => {
  const { state, ask } = await listen(async (...asked) => {
    state.isDraining = true;
    return await answered(...asked);
  });
  const answer = await ask();
  expect([await answer.text(), answer.headers.get("connection")]).toEqual(["made", "close"]);
});
