import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

export type RequestObservers = {
  /** Names an account without saying who it is. */
  hashAccount: (account: string) => string;
  /** Hears of each answer to a GraphQL request but of streams, which last as long as their readers like. */
  onOperation: (operation: string, outcome: string, seconds: number) => void;
};

/**
 * One line in the log for each request, and one observation for each GraphQL request. The line has what is listed here
 * and nothing that a client sent but the name of the operation: no variables, tokens, cookies, or query strings.
 */
export function observeRequests(
  server: FastifyInstance,
  graphqlPath: string,
  { hashAccount, onOperation }: RequestObservers,
): void {
  server.addHook("onResponse", async (request, reply) => {
    const { observation } = request;
    const { operation, isStream } = observation;
    const outcome = outcomeOf(request, reply);
    const route = request.routeOptions.url;
    if (route === graphqlPath && !isStream)
      onOperation(operation ?? "none", outcome, reply.elapsedTime / 1000);
    const level = isProbe(route, reply.statusCode) ? "debug" : levelOf(reply.statusCode, outcome);
    request.log[level]({
      method: request.method,
      route,
      operation: observation.operationName,
      field: operation,
      status: reply.statusCode,
      outcome,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
      account: observation.account === undefined ? undefined : hashAccount(observation.account),
      address: request.ip,
    });
  });
}

/** `ok`, or the code of the error or problem; one of few. */
function outcomeOf({ observation }: FastifyRequest, { statusCode }: FastifyReply): string {
  return observation.code ?? (statusCode < 400 ? "ok" : `HTTP_${statusCode}`);
}

/** Balancers ask every second; that all is well is no news. */
function isProbe(route: string | undefined, status: number): boolean {
  return status === 200 && (route === "/healthz" || route === "/readyz");
}

/** What is our fault is an error; somebody who tries too much is worth a look; the rest is life. */
function levelOf(status: number, outcome: string): "error" | "warn" | "info" {
  if (status >= 500) return "error";
  return outcome === "RATE_LIMITED" ? "warn" : "info";
}
