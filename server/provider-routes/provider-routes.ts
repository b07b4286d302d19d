import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type AdmissionControl, overloaded } from "../graphql-server/admission/admission-control.ts";
import type { RequestContext } from "../graphql/context.ts";
import { nobodyHidden } from "../graphql/hidden-people.ts";
import type { Forwarded } from "../http/policies/forwarded.ts";
import type { CookieJar } from "../http/policies/host-cookie.ts";
import { noClientAddress, sendProblem } from "../http/problem-response.ts";
import type { Log } from "../observability/log.ts";
import { networkOf, networksOf } from "../rate-limit/network-of.ts";
import type { CacheEpoch } from "../response-cache/cache-epoch.ts";
import type { AuthContext } from "../auth/context.ts";
import { callbackPath, problemPage } from "../auth/providers/provider-paths.ts";
import {
  finishProviderSignIn,
  type ProviderStep,
  startProviderSignIn,
} from "../auth/providers/provider-sign-in.ts";

export type ProviderRouteOptions = {
  admission: Pick<AdmissionControl, "admit">;
  forwarded: Pick<Forwarded, "address" | "host" | "isSecure">;
  /** The context of resolvers, with that of `auth`. */
  createContext: (request: RequestContext, cookies: CookieJar) => RequestContext;
  cacheEpoch: Pick<CacheEpoch, "invalidateAll">;
  log: Log;
  production: boolean;
};

/** Longer than any code or state of a pool. */
const maximumLength = 4096;

const startParameters = new Set(["returnTo", "link"]);
/** Others are of no use: the pool may add some. */
const callbackParameters = new Set(["code", "state", "error", "error_description", "iss"]);

/**
 * `GET /auth/start/:provider` and `GET /auth/callback`: sign-in by an identity provider, for browsers. Each leads on by a
 * redirect. No token is in an address or in a script: the refresh token comes in its cookie.
 */
export function addProviderRoutes(server: FastifyInstance, options: ProviderRouteOptions): void {
  const { admission, forwarded, createContext, cacheEpoch, log, production } = options;

  function toContext(
    request: FastifyRequest,
    reply: FastifyReply,
    address: string,
    secure: boolean,
  ): AuthContext {
    const context = createContext(
      {
        identity: { kind: "guest" },
        hiddenPeople: nobodyHidden,
        requestId: request.id,
        address,
        userAgent: request.headers["user-agent"],
        acceptLanguage: request.headers["accept-language"],
        log: log.child({ requestId: request.id }),
        deadlinePassed: () => false,
        telemetry: request.telemetry,
      },
      {
        header: request.headers.cookie,
        secure,
        set: (cookie) => void reply.header("set-cookie", cookie),
      },
    );
    if (!isOfAuth(context)) throw new Error("The context lacks the part of the feature auth.");
    return context;
  }

  async function respond(
    request: FastifyRequest,
    reply: FastifyReply,
    take: (context: AuthContext, callbackUrl: string) => Promise<ProviderStep>,
  ): Promise<FastifyReply> {
    const address = forwarded.address(request.raw);
    if (address === undefined) return sendProblem(request, reply, noClientAddress);
    if (!admission.admit(() => networkOf(address))) return sendProblem(request, reply, overloaded);
    const secure = production || forwarded.isSecure(request.raw);
    const context = toContext(request, reply, address, secure);
    const wait = await context.rateLimiter.consumeByNetwork("providerByAddress", networksOf(address));
    const callbackUrl = `${secure ? "https" : "http"}://${forwarded.host(request.raw)}${callbackPath}`;
    const step: ProviderStep =
      wait === undefined ? await take(context, callbackUrl) : { kind: "problem", problem: "RATE_LIMITED" };
    if (step.kind === "problem") request.telemetry.code = step.problem;
    return await reply
      .header("cache-control", "no-store")
      .redirect(step.kind === "go" ? step.url : toProblemUrl(step), 303);
  }

  server.get<{ Params: { provider: string } }>(
    "/auth/start/:provider",
    { exposeHeadRoute: false },
    async (request, reply) =>
      await respond(request, reply, async (context, callbackUrl) => {
        const parameters = readOnce(request, startParameters);
        if (!parameters) return { kind: "problem", problem: "INVALID_REQUEST" };
        return await startProviderSignIn(context, request.params.provider, callbackUrl, {
          returnTo: parameters.get("returnTo") ?? "/",
          links: parameters.get("link") === "true",
        });
      }),
  );

  server.get(callbackPath, { exposeHeadRoute: false }, async (request, reply) =>
    respond(request, reply, async (context, callbackUrl) => {
      const parameters = readOnce(request, callbackParameters);
      if (!parameters?.has("state")) return { kind: "problem", problem: "INVALID_REQUEST" };
      if (parameters.has("code") === parameters.has("error"))
        return { kind: "problem", problem: "INVALID_REQUEST" };
      const step = await finishProviderSignIn(context, new URL(`${callbackUrl}?${parameters.toString()}`));
      cacheEpoch.invalidateAll();
      return step;
    }),
  );
}

function isOfAuth(context: RequestContext): context is AuthContext {
  return "providerSignInCookie" in context;
}

/** The named parameters of the query; undefined if one is there twice, or is too long. */
function readOnce({ raw }: FastifyRequest, names: ReadonlySet<string>): URLSearchParams | undefined {
  const { searchParams } = new URL(raw.url ?? "/", "http://own.invalid");
  const read = new URLSearchParams();
  for (const [name, value] of searchParams) {
    if (!names.has(name)) continue;
    if (read.has(name) || value.length > maximumLength) return undefined;
    read.set(name, value);
  }
  return read;
}

function toProblemUrl({ problem, provider, returnTo }: Extract<ProviderStep, { kind: "problem" }>): string {
  const query = new URLSearchParams({
    problem,
    ...(provider !== undefined && { provider }),
    ...(returnTo !== undefined && returnTo !== "/" && { next: returnTo }),
  });
  return `${problemPage}?${query.toString()}`;
}
