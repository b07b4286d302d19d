import type { Fetch } from "../send-operation.ts";
import { createSdk } from "../sdk.ts";
import type { SdkSessionOptions, SessionSdk } from "../sdk.ts";
import { createMutex } from "../session/mutex.ts";
import type { TabEvent, Tabs } from "../session/tabs.ts";
import { createSimulatedApi } from "./simulated-api.ts";
import type { ApiResponse, ApiRequest } from "./simulated-api.ts";

export interface SimulationOptions {
  /** True if the browser has Web Locks. */
  locks?: boolean;
  /** The latency of a request, a response or a message. If it rejects, a request is lost. */
  latency?: (of: string) => Promise<void>;
}

const START = Date.parse("2026-11-25T12:00:00Z");

/** A browser with the API. Its tabs share cookies, messages and locks; each has its own SDK. */
export function createSimulatedBrowser({
  locks = true,
  latency = () => Promise.resolve(),
}: SimulationOptions = {}) {
  let now = START;
  let clockError = 0;
  const api = createSimulatedApi(() => now);
  let respond = (request: ApiRequest): ApiResponse | Promise<ApiResponse> => api.respond(request);
  let cookie: string | undefined;
  const requests: ApiRequest[] = [];
  let refreshing = 0;
  let maxConcurrentRefreshes = 0;
  const tabs: { receive: (event: TabEvent) => void }[] = [];
  const lock = createMutex();

  const fetch: Fetch = async (_url, init) => {
    init.signal?.throwIfAborted();
    const { operationName, variables } = JSON.parse(init.body as string) as ApiRequest;
    const request = {
      operationName,
      variables,
      cookie,
      authorization: new Headers(init.headers).get("authorization"),
    };
    const isRefresh = operationName === "RefreshSession";
    if (isRefresh) maxConcurrentRefreshes = Math.max(maxConcurrentRefreshes, ++refreshing);
    try {
      await latency(`${operationName} to the API`);
      requests.push(request);
      const { status, body, setCookie } = await respond(request);
      await latency(`response to ${operationName}`);
      if (setCookie !== undefined) cookie = setCookie === "" ? undefined : setCookie;
      return Response.json(body, { status });
    } finally {
      if (isRefresh) refreshing--;
    }
  };

  function openTabs(): Tabs {
    const tab: { receive: (event: TabEvent) => void } = { receive: () => {} };
    tabs.push(tab);
    return {
      announce: (event) => {
        for (const other of tabs)
          if (other !== tab)
            void latency("message").then(
              () => other.receive(event),
              () => {},
            );
      },
      listen: (listener) => {
        tab.receive = listener;
      },
      exclusively: locks ? lock : createMutex(),
    };
  }

  return {
    api,
    requests,
    /** How often the API has received an operation. */
    count: (operationName: string) =>
      requests.filter((request) => request.operationName === operationName).length,
    maxConcurrentRefreshes: () => maxConcurrentRefreshes,
    cookie: () => cookie,
    openTab: (session: Partial<SdkSessionOptions> = {}): SessionSdk =>
      createSdk({
        url: "https://cruddur.test/graphql",
        fetch,
        session: { delivery: "COOKIE", now: () => now + clockError, tabs: openTabs(), ...session },
      }),
    /** Advances every clock. */
    advance: (ms: number) => {
      now += ms;
    },
    /** Sets the error of the device's clock. */
    setClockError: (ms: number) => {
      clockError = ms;
    },
    /** Responds in place of the API. */
    respondWith: (responder: (request: ApiRequest) => ApiResponse | Promise<ApiResponse>) => {
      respond = responder;
    },
    restoreApi: () => {
      respond = (request) => api.respond(request);
    },
  };
}
