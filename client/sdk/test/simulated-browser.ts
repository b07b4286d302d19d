import type { Fetch } from "../send-operation.ts";
import { createSdk } from "../sdk.ts";
import type { SdkSessionOptions, SessionSdk } from "../sdk.ts";
import { createMutex } from "../session/mutex.ts";
import type { TabEvent, Tabs } from "../session/tabs.ts";
import { createSimulatedApi } from "./simulated-api.ts";
import type { ApiAnswer, ApiRequest } from "./simulated-api.ts";

export interface SimulationOptions {
  /** Whether the browser has Web Locks. */
  locks?: boolean;
  /** How long a request, an answer or a message is under way; a request that rejects did not come through. */
  underWay?: (what: string) => Promise<void>;
}

const START = Date.parse("2026-11-25T12:00:00Z");

/** One browser and the API: its tabs share cookies, messages and locks, each with an SDK of its own. */
export function createSimulatedBrowser({
  locks = true,
  underWay = () => Promise.resolve(),
}: SimulationOptions = {}) {
  let now = START;
  let clockError = 0;
  const api = createSimulatedApi(() => now);
  let answer = (request: ApiRequest): ApiAnswer | Promise<ApiAnswer> => api.answer(request);
  let cookie: string | undefined;
  const requests: ApiRequest[] = [];
  let refreshing = 0;
  let mostRefreshing = 0;
  const tabs: { hear: (event: TabEvent) => void }[] = [];
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
    if (isRefresh) mostRefreshing = Math.max(mostRefreshing, ++refreshing);
    try {
      await underWay(`${operationName} to the API`);
      requests.push(request);
      const { status, body, setCookie } = await answer(request);
      await underWay(`answer to ${operationName}`);
      if (setCookie !== undefined) cookie = setCookie === "" ? undefined : setCookie;
      return Response.json(body, { status });
    } finally {
      if (isRefresh) refreshing--;
    }
  };

  function openTabs(): Tabs {
    const tab: { hear: (event: TabEvent) => void } = { hear: () => {} };
    tabs.push(tab);
    return {
      announce: (event) => {
        for (const other of tabs)
          if (other !== tab)
            void underWay("message").then(
              () => other.hear(event),
              () => {},
            );
      },
      listen: (listener) => {
        tab.hear = listener;
      },
      exclusively: locks ? lock : createMutex(),
    };
  }

  return {
    api,
    requests,
    /** How often an operation has reached the API. */
    count: (operationName: string) =>
      requests.filter((request) => request.operationName === operationName).length,
    mostRefreshing: () => mostRefreshing,
    cookie: () => cookie,
    openTab: (session: Partial<SdkSessionOptions> = {}): SessionSdk =>
      createSdk({
        url: "https://cruddur.test/graphql",
        fetch,
        session: { delivery: "COOKIE", now: () => now + clockError, tabs: openTabs(), ...session },
      }),
    /** Moves every clock on. */
    advance: (ms: number) => {
      now += ms;
    },
    /** Has the device's clock go wrong. */
    setClockError: (ms: number) => {
      clockError = ms;
    },
    /** Answers instead of the API, or asks it in time. */
    answerBy: (answering: (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>) => {
      answer = answering;
    },
    answerAgain: () => {
      answer = (request) => api.answer(request);
    },
  };
}
