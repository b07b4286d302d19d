import type { IncomingMessage, ServerResponse } from "node:http";
import type { CorsHeaders } from "../http/policies/origins.ts";
import type { Forwarded } from "../http/policies/forwarded.ts";
import type { CookieJar } from "../http/policies/host-cookie.ts";
import type { ServesHost } from "../http/policies/hosts.ts";
import { noClientAddress, toProblem } from "../http/problem-response.ts";
import type { RequestContext } from "../graphql/context.ts";
import type { HiddenPeople } from "../graphql/hidden-people.ts";
import { accountOf, type Identity, userIdOf } from "../graphql/identity.ts";
import { timedOut } from "../lib/deadline.ts";
import { whenClosed } from "../lib/when-closed.ts";
import type { Log } from "../observability/log.ts";
import { newRequestTelemetry, operationTelemetry } from "../observability/request-telemetry.ts";
import type { StartTrace } from "../observability/request-trace.ts";
import { networkOf } from "../rate-limit/network-of.ts";
import { cacheKey } from "../response-cache/cache-key.ts";
import type { CachePolicy } from "../response-cache/cache-policy.ts";
import type { GraphqlResponse, ResponseCache } from "../response-cache/response-cache.ts";
import { type AdmissionControl, overloaded } from "./admission/admission-control.ts";
import { checkContentType, checkHead } from "./check-head.ts";
import type { Exchange } from "./exchange.ts";
import { type Execute, tookTooLong } from "./execute.ts";
import { type Finish, problemResponse } from "./finish.ts";
import { identify, identifyFromCache, type IdentifyServices } from "./identify.ts";
import { acceptsStream } from "./negotiate-content-type.ts";
import { isSubscription, operationNameOf, parseRequest } from "./parse-request.ts";
import type { PersistedDocuments } from "./persisted-documents.ts";
import { readBody } from "./read-body.ts";
import type { SubscriptionStreams } from "./streams/subscription-streams.ts";

/** Finds who is hidden from a member; nobody is from a guest or a machine. */
export type HiddenPeopleLookup = {
  getCached: (userId: string | undefined) => HiddenPeople | undefined;
  of: (userId: string | undefined) => Promise<HiddenPeople>;
};

/** Who sends a request, and who is hidden from them. */
type Sender = { identity: Identity; hiddenPeople: HiddenPeople };

export type GraphqlHandlerOptions = {
  path: string;
  requestId: (request: IncomingMessage) => string;
  forwarded: Forwarded;
  servesHost: ServesHost;
  corsHeaders: CorsHeaders;
  admission: AdmissionControl;
  services: IdentifyServices & { responseCache: ResponseCache; hiddenPeople: HiddenPeopleLookup };
  documents: PersistedDocuments;
  execute: Execute;
  streams: SubscriptionStreams;
  finish: Finish;
  /** Adds each feature's part to the context of resolvers. */
  createContext: (request: RequestContext, cookies: CookieJar) => RequestContext;
  /** Cookies are marked Secure. */
  production: boolean;
  startTrace: StartTrace | undefined;
  log: Log;
};

/**
 * Serves every POST /graphql: checks the head, admits, reads the body, identifies the sender, looks into the response
 * cache, executes, and finishes. A response out of the cache needs no promise.
 */
export function createGraphqlHandler({
  path,
  requestId,
  forwarded,
  servesHost,
  corsHeaders,
  admission,
  services,
  documents,
  execute,
  streams,
  finish,
  createContext,
  production,
  startTrace,
  log,
}: GraphqlHandlerOptions): (request: IncomingMessage, response: ServerResponse) => void {
  const { responseCache, hiddenPeople: hiddenPeopleLookup } = services;

  function openExchange(request: IncomingMessage, response: ServerResponse): Exchange {
    const exchange: Exchange = {
      requestId: requestId(request),
      request,
      response,
      address: forwarded.address(request),
      startedAt: performance.now(),
      cors: {},
      cookies: [],
      telemetry: newRequestTelemetry(),
      trace: undefined,
    };
    if (startTrace) {
      const { headers } = request;
      exchange.trace = startTrace({ requestId: exchange.requestId, method: "POST", route: path, headers });
      exchange.telemetry.traceId = exchange.trace.traceId;
    }
    return exchange;
  }

  const networkOfClient = ({ address }: Exchange): string => networkOf(address ?? "");

  /** The body is there: what can be answered from memory is answered at once. */
  function serve(exchange: Exchange, text: string): void {
    const { request, telemetry } = exchange;
    const { authorization, accept } = request.headers;
    const identity = identifyFromCache(authorization, services);
    const userId = identity && userIdOf(identity);
    const hiddenPeople = identity && hiddenPeopleLookup.getCached(userId);
    if (identity && hiddenPeople) {
      const cached = responseCache.getCached(cacheKey(identity, hiddenPeople, accept, text), userId);
      if (cached) {
        Object.assign(telemetry, cached.operation);
        telemetry.account = accountOf(identity);
        finish.send(exchange, cached);
        return;
      }
    }
    const end = admission.begin(networkOfClient(exchange));
    whenClosed(exchange.response, end);
    const run = (): void => void identifyAndExecute(exchange, text, identity, end);
    if (exchange.trace) exchange.trace.runOperation(run);
    else run();
  }

  async function identifyAndExecute(
    exchange: Exchange,
    text: string,
    cachedIdentity: Identity | undefined,
    endAdmission: () => void,
  ): Promise<void> {
    const { telemetry, request, requestId: id } = exchange;
    const { authorization, "user-agent": userAgent } = request.headers;
    try {
      const identity = cachedIdentity ?? (await identify(authorization, userAgent, services));
      telemetry.account = accountOf(identity);
      const parsed = parseRequest(text, documents);
      if ("problem" in parsed) return finish.sendProblem(exchange, parsed.problem);
      telemetry.operationName = operationNameOf(parsed.body);
      const sender: Sender = { identity, hiddenPeople: await hiddenPeopleLookup.of(userIdOf(identity)) };
      const accepted = acceptsStream(request.headers.accept);
      if (accepted === "only" || (accepted === "besideJson" && isSubscription(parsed.body))) {
        // A stream stays open for hours at next to no cost, and has limits of its own.
        endAdmission();
        const context = contextOf(exchange, sender, undefined, () => false);
        await streams.serve(exchange, parsed.body, context);
      } else await answer(exchange, text, parsed.body, sender);
    } catch (error) {
      log.error({ requestId: id, traceId: telemetry.traceId, err: error }, "unexpected error");
      if (!exchange.response.headersSent) finish.sendProblem(exchange, toProblem(error));
    }
  }

  async function answer(exchange: Exchange, text: string, body: unknown, sender: Sender): Promise<void> {
    const { identity, hiddenPeople } = sender;
    const { accept, "content-type": contentType } = exchange.request.headers;
    const executeBody = async (cachePolicy?: CachePolicy): Promise<GraphqlResponse> => {
      const result = await execute({ body, accept, contentType }, (deadlinePassed) =>
        contextOf(exchange, sender, cachePolicy, deadlinePassed),
      );
      if (result !== timedOut) return result;
      const { requestId: id, telemetry } = exchange;
      log.error({ requestId: id, ...operationTelemetry(telemetry) }, "an operation took too long");
      return problemResponse(exchange, tookTooLong);
    };
    const result =
      identity.kind === "invalidToken" || identity.kind === "unverifiable"
        ? await executeBody()
        : await responseCache.getOrExecute(
            cacheKey(identity, hiddenPeople, accept, text),
            userIdOf(identity),
            executeBody,
          );
    // What another request has executed is this one's operation, too.
    Object.assign(exchange.telemetry, result.operation);
    finish.send(exchange, result);
  }

  function contextOf(
    { requestId: id, request, address = "", cookies, telemetry }: Exchange,
    { identity, hiddenPeople }: Sender,
    cachePolicy: CachePolicy | undefined,
    deadlinePassed: () => boolean,
  ): RequestContext {
    const { traceId } = telemetry;
    return createContext(
      {
        identity,
        hiddenPeople,
        requestId: id,
        address,
        userAgent: request.headers["user-agent"],
        acceptLanguage: request.headers["accept-language"],
        cachePolicy,
        log: log.child(traceId === undefined ? { requestId: id } : { requestId: id, traceId }),
        deadlinePassed,
        telemetry,
      },
      {
        header: request.headers.cookie,
        secure: production || forwarded.isSecure(request),
        set: (cookie) => void cookies.push(cookie),
      },
    );
  }

  return (request, response) => {
    const exchange = openExchange(request, response);
    if (exchange.address === undefined) return finish.sendProblem(exchange, noClientAddress);
    const head = checkHead(request, { servesHost, corsHeaders });
    if ("problem" in head) return finish.sendProblem(exchange, head.problem);
    exchange.cors = head.cors;
    const network = (): string => networkOfClient(exchange);
    if (!admission.admit(network)) return finish.sendProblem(exchange, overloaded);
    const problem = checkContentType(request.headers);
    if (problem) return finish.sendProblem(exchange, problem);
    const beginWaiting = (): (() => void) => admission.begin(network());
    readBody(request, beginWaiting, (body) => {
      if ("problem" in body) return finish.sendProblem(exchange, body.problem);
      admission.enqueue(response, network, () => serve(exchange, body.text));
    });
  };
}
