import type { IncomingMessage, ServerResponse } from "node:http";
import proxyAddr from "@fastify/proxy-addr";
import type { FastifyBaseLogger } from "fastify";
import { safeParse } from "secure-json-parse";
import type { Config } from "../config.ts";
import type { Services } from "../app/context.ts";
import { userIdOf, type Identity } from "../graphql/identity.ts";
import { identifyFromCache } from "./identify.ts";
import { type PersistedDocuments, resolvePersistedDocument } from "./persisted-documents.ts";
import { newRequestTelemetry, type RequestTelemetry } from "../observability/request-telemetry.ts";
import { cacheKey } from "../response-cache/cache-key.ts";
import type { GraphqlResponse } from "../response-cache/response-cache.ts";
import { encodeUtf8 } from "../lib/encode-utf8.ts";
import type { Execution, CompiledRequest } from "./execute.ts";
import { type GraphqlRequest, noteOperationName } from "./graphql-request.ts";
import type { CookieJar } from "../http/policies/host-cookie.ts";
import type { ServedHosts } from "../http/policies/hosts.ts";
import type { Begin, TakeTurn } from "./admission/admission-control.ts";
import type { RecordRequest } from "../observability/request-recorder.ts";
import type { CrossOrigin } from "../http/policies/origins.ts";
import { createRequestId, createTrust } from "../http/policies/request-id.ts";
import { securityHeaders } from "../http/policies/security-headers.ts";

/** Answers a request, or leaves it to others as it came. */
export type FastLane = (request: IncomingMessage, response: ServerResponse, leave: () => void) => void;

export type FastLaneOptions = {
  path: string;
  services: Pick<Services, "tokenVerifier" | "revocations" | "sessionCache" | "responseCache">;
  execution: Execution;
  documents: PersistedDocuments;
  crossOrigin: CrossOrigin;
  serves: ServedHosts;
  /** Whether the node takes on what comes now. */
  isOpen: () => boolean;
  takeTurn: TakeTurn;
  /** Whether connections end with the answer that they carry. */
  isDraining: () => boolean;
  begin: Begin;
  observe: RecordRequest;
  log: FastifyBaseLogger;
};

const json = new Set([
  "application/json",
  "application/json; charset=utf-8",
  "application/json;charset=utf-8",
]);

/**
 * Answers round the framework, to somebody who is known, what was answered to the same request a moment ago: at once,
 * without a promise or a query; and what a compiled query answers. Whatever is not plainly so is left to the framework,
 * which decides everything anew: no request is refused here for what it is or who sends it, and no rule stands here that
 * does not stand there.
 */
export function createFastLane(
  { trustProxy, production }: Pick<Config, "trustProxy" | "production">,
  {
    path,
    services,
    execution,
    documents,
    crossOrigin,
    serves,
    isOpen,
    isDraining,
    takeTurn,
    begin,
    observe,
    log,
  }: FastLaneOptions,
): FastLane {
  const trusts = createTrust(trustProxy);
  const requestId = createRequestId(trusts);
  /** Names and values by turns, as Node takes them. */
  const everyAnswers = Object.entries({
    ...securityHeaders({ production }).ofJson,
    "cache-control": "no-store",
  }).flat();

  /** Whether an answer can be known, by the head. */
  function isPlain({ method, url, headers }: IncomingMessage): boolean {
    const { host, "x-forwarded-host": forwardedHost = host } = headers;
    return (
      method === "POST" &&
      url === path &&
      json.has(headers["content-type"] ?? "") &&
      Number(headers["content-length"]) > 0 &&
      headers["content-encoding"] === undefined &&
      forwardedHost === host &&
      serves(host) &&
      isOpen()
    );
  }

  const addressOf = (request: IncomingMessage): string | undefined =>
    trustProxy === false ? request.socket.remoteAddress : proxyAddr(request, trusts);

  function send(
    { request, response, began, cors }: Exchange,
    id: string,
    { status, headers: own, body }: GraphqlResponse,
    telemetry: RequestTelemetry,
  ): void {
    const bytes = typeof body === "string" ? encodeUtf8(body) : body;
    const headers = [...everyAnswers, "x-request-id", id, "content-length", String(bytes.length)];
    for (const [name, value] of own) headers.push(name, value);
    for (const [name, value] of Object.entries(cors)) headers.push(name, value);
    if (isDraining()) headers.push("connection", "close");
    response.writeHead(status, headers).end(bytes);
    observe({
      requestId: id,
      method: "POST",
      route: path,
      status,
      milliseconds: performance.now() - began,
      address: addressOf(request),
      telemetry,
    });
  }

  /** Whether it answers, now or soon. */
  function answers(exchange: Exchange, text: string, leave: () => void): boolean {
    const { request } = exchange;
    const { authorization, accept } = request.headers;
    const identity = identifyFromCache(authorization, services);
    if (!identity) return false;
    const account = userIdOf(identity);
    const key = cacheKey(identity, accept, text);
    const told = services.responseCache.getCached(key, account);
    if (told) {
      send(exchange, requestId(request), told, newRequestTelemetry(told.operation, account));
      return true;
    }
    const body = resolvePersistedDocument(documents, safeParse(text));
    const ready = execution.prepare(body, accept);
    if (!ready) return false;
    void execute(exchange, identity, { key, account, body, ready }, leave);
    return true;
  }

  async function execute(
    exchange: Exchange,
    identity: Identity,
    { key, account, body, ready }: Prepared,
    leave: () => void,
  ): Promise<void> {
    const end = begin(exchange.response);
    const telemetry = newRequestTelemetry({}, account);
    noteOperationName(telemetry, body);
    const asked = toGraphqlRequest(exchange, identity, telemetry);
    try {
      const answer = await services.responseCache.getOrExecute(key, account, (cachePolicy) =>
        execution.execute(asked, body, ready, cachePolicy),
      );
      Object.assign(telemetry, answer.operation);
      send(exchange, asked.id, answer, telemetry);
    } catch (error) {
      // It is a query: to execute it anew changes nothing, and the framework has an answer for what fails then.
      asked.log.warn({ err: error }, "a query is executed anew");
      end();
      leave();
    }
  }

  function toGraphqlRequest(
    { request }: Exchange,
    identity: Identity,
    telemetry: RequestTelemetry,
  ): GraphqlRequest {
    const id = requestId(request);
    const { accept, "content-type": contentType, "user-agent": userAgent } = request.headers;
    return {
      id,
      identity,
      contentType,
      accept,
      userAgent,
      address: addressOf(request) ?? "",
      cookies: noCookies,
      log: log.child({ requestId: id }),
      telemetry,
    };
  }

  return (request, response, leave) => {
    if (!isPlain(request)) return leave();
    const began = performance.now();
    request.once("data", (chunk: Buffer) => {
      // Whoever reads on finds the body as if nobody had.
      request.pause();
      const giveBack = (): void => {
        request.unshift(chunk);
        leave();
      };
      takeTurn(request, () => {
        // What comes in pieces is long, or is being made long.
        const isWhole = chunk.length === Number(request.headers["content-length"]);
        const cors = crossOrigin(request.headers.origin, request.headers.host);
        const isMine =
          isWhole && cors && answers({ request, response, began, cors }, chunk.toString(), giveBack);
        if (!isMine) giveBack();
      });
    });
  };
}

/** A query that is ready to be executed. */
type Prepared = { key: string; account: string | undefined; body: unknown; ready: CompiledRequest };

/** Queries have nothing to do with them. */
const noCookies: CookieJar = { header: undefined, secure: true, set: () => {} };

/** A request that is being answered. */
type Exchange = {
  request: IncomingMessage;
  response: ServerResponse;
  began: number;
  cors: Record<string, string>;
};
