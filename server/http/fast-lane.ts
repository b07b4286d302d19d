import type { IncomingMessage, ServerResponse } from "node:http";
import proxyAddr from "@fastify/proxy-addr";
import type { Config } from "../config.ts";
import type { Services } from "../graphql/context.ts";
import { recognize } from "../graphql/identify.ts";
import { newObservation } from "../observability/observation.ts";
import { requestKey } from "../shared-answers/request-key.ts";
import type { KeptAnswer } from "../shared-answers/shared-answers.ts";
import type { ServedHosts } from "./hosts.ts";
import type { TakeTurn } from "./load-limits.ts";
import type { Observe } from "./observe-requests.ts";
import type { CrossOrigin } from "./origins.ts";
import { createRequestId, createTrust } from "./request-id.ts";
import { securityHeaders } from "./security-headers.ts";

/** Answers a request, or leaves it to others as it came. */
export type FastLane = (request: IncomingMessage, response: ServerResponse, leave: () => void) => void;

export type FastLaneOptions = {
  path: string;
  services: Pick<Services, "tokenVerifier" | "revocations" | "knownSessions" | "sharedAnswers">;
  crossOrigin: CrossOrigin;
  serves: ServedHosts;
  /** Whether the node takes on what comes now. */
  isOpen: () => boolean;
  takeTurn: TakeTurn;
  observe: Observe;
};

const json = new Set([
  "application/json",
  "application/json; charset=utf-8",
  "application/json;charset=utf-8",
]);

/**
 * Answers at once what was answered to the same request a moment ago, to somebody who is known: without a promise, a
 * query, or the framework. Whatever is not plainly so is left to the framework, which decides everything anew, so nothing
 * is refused here and no rule stands here that does not stand there.
 */
export function createFastLane(
  { trustProxy, production }: Pick<Config, "trustProxy" | "production">,
  { path, services, crossOrigin, serves, isOpen, takeTurn, observe }: FastLaneOptions,
): FastLane {
  const trusts = createTrust(trustProxy);
  const requestId = createRequestId(trusts);
  /** Names and values by turns, as Node takes them. */
  const everyAnswers = Object.entries({
    ...securityHeaders({ production }),
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

  function answerTo({ headers: { authorization, accept } }: IncomingMessage, body: string): Told | undefined {
    const identity = recognize(authorization, services);
    if (!identity) return undefined;
    const account = identity.kind === "member" ? identity.userId : undefined;
    const answer = services.sharedAnswers.recall(requestKey(identity, accept, body), account);
    return answer && { answer, account };
  }

  function send(
    request: IncomingMessage,
    response: ServerResponse,
    { answer, account }: Told,
    began: number,
  ): boolean {
    const { origin, host } = request.headers;
    const cors = crossOrigin(origin, host);
    if (!cors) return false;
    const id = requestId(request);
    const headers = [...everyAnswers, "x-request-id", id, "content-length", String(answer.body.length)];
    for (const [name, value] of answer.headers) headers.push(name, value);
    for (const [name, value] of Object.entries(cors)) headers.push(name, value);
    response.writeHead(answer.status, headers).end(answer.body);
    observe({
      requestId: id,
      method: "POST",
      route: path,
      status: answer.status,
      milliseconds: performance.now() - began,
      address: trustProxy === false ? request.socket.remoteAddress : proxyAddr(request, trusts),
      observation: newObservation(answer.operation, account),
    });
    return true;
  }

  return (request, response, leave) => {
    if (!isPlain(request)) return leave();
    const began = performance.now();
    request.once("data", (chunk: Buffer) => {
      // Whoever reads on finds the body as if nobody had.
      request.pause();
      takeTurn(request, () => {
        // What comes in pieces is long, or is being made long.
        const isWhole = chunk.length === Number(request.headers["content-length"]);
        const told = isWhole ? answerTo(request, chunk.toString()) : undefined;
        if (told && send(request, response, told, began)) return;
        request.unshift(chunk);
        leave();
      });
    });
  };
}

/** An answer that is told again, and the account that it goes to. */
type Told = { answer: KeptAnswer; account: string | undefined };
