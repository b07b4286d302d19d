import { anyMember } from "../feed/model/feed-viewer.ts";
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import type { Database, Read } from "../database/database.ts";
import type { AdmissionControl } from "../graphql-server/admission/admission-control.ts";
import { overloaded } from "../graphql-server/admission/admission-control.ts";
import { checkHead } from "../graphql-server/check-head.ts";
import { identify, type IdentifyServices } from "../graphql-server/identify.ts";
import { requireMember } from "../graphql/context.ts";
import { tooManyRequests } from "../graphql/errors.ts";
import { accountOf, type Member } from "../graphql/identity.ts";
import type { Forwarded } from "../http/policies/forwarded.ts";
import type { ServesHost } from "../http/policies/hosts.ts";
import { addPreflightRoute, type CorsHeaders } from "../http/policies/origins.ts";
import { noClientAddress, sendProblem } from "../http/problem-response.ts";
import { countAction } from "../rate-limit/count-action.ts";
import { networkOf } from "../rate-limit/network-of.ts";
import type { RateLimiter } from "../rate-limit/rate-limiter.ts";
import { findMember } from "../users/find-member.ts";
import { writeExport } from "./export-text.ts";
import { readOwnLists } from "./own-lists.ts";

export const exportPath = "/export";

export type ExportOptions = {
  services: IdentifyServices & {
    db: Database;
    read: Read;
    clock: () => Date;
    rateLimiter: RateLimiter;
  };
  admission: Pick<AdmissionControl, "admit">;
  forwarded: Pick<Forwarded, "address">;
  servesHost: ServesHost;
  corsHeaders: CorsHeaders;
};

/**
 * GET /export: all data of the person who sends the access token, as a JSON file. It is written while it is read, a page of
 * one list at a time, however large it is. A file that does not end with `}` is not complete.
 */
export function addExportRoute(server: FastifyInstance, options: ExportOptions): void {
  const { services, admission, forwarded, servesHost, corsHeaders } = options;
  addPreflightRoute(server, exportPath, corsHeaders, "GET");

  async function requireSender({ headers }: FastifyRequest): Promise<Member> {
    const identity = await identify(headers.authorization, headers["user-agent"], services);
    return requireMember({ identity });
  }

  async function send(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const address = forwarded.address(request.raw);
    if (address === undefined) return sendProblem(request, reply, noClientAddress);
    const head = checkHead(request.raw, { servesHost, corsHeaders });
    if ("problem" in head) return sendProblem(request, reply, head.problem);
    void reply.headers({ ...head.cors, "cache-control": "no-store" });
    if (!admission.admit(() => networkOf(address))) return sendProblem(request, reply, overloaded);

    const { db, read, clock, rateLimiter } = services;
    const member = await requireSender(request);
    request.telemetry.account = accountOf(member);
    const wait = await countAction({ rateLimiter, address }, "export", member.userId);
    if (wait !== undefined) throw tooManyRequests(wait);
    const user = await findMember({ db }, member);
    const now = clock();
    const { id, email, emailVerified, name, handle, bio, createdAt } = user;
    const { username } = member.claims;
    const text = writeExport(
      {
        exportedAt: now,
        profile: { id, username, email, emailVerified, name, handle, bio, createdAt },
        lists: readOwnLists(read, { user, viewer: anyMember(now) }),
      },
      // A session that ends takes its exports with it.
      async () => void (await requireSender(request)),
    );
    const fileName = `cruddur-${handle}-${now.toISOString().slice(0, 10)}.json`;
    return await reply
      .type("application/json; charset=utf-8")
      .header("content-disposition", `attachment; filename="${fileName}"`)
      .send(Readable.from(text));
  }

  server.get(exportPath, { exposeHeadRoute: false }, async (request, reply) => {
    try {
      return await send(request, reply);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return sendError(request, reply, error);
    }
  });
}

/** Refuses in GraphQL's shape, so that clients renew their session as they do for the API. */
function sendError(request: FastifyRequest, reply: FastifyReply, error: GraphQLError): FastifyReply {
  const { http, code, reason, retryAfterSeconds } = error.extensions as {
    http?: { status?: number };
    code?: string;
    reason?: string;
    retryAfterSeconds?: number;
  };
  return sendProblem(request, reply, {
    status: http?.status ?? 500,
    code: code ?? "INTERNAL_SERVER_ERROR",
    message: error.message,
    reason,
    headers: retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) },
  });
}
