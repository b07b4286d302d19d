import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { AdmissionControl } from "../graphql-server/admission/admission-control.ts";
import type { GuestQuery, QueryOrigin } from "../graphql-server/guest-query.ts";
import type { Forwarded } from "../http/policies/forwarded.ts";
import { timedOut, withDeadline } from "../lib/deadline.ts";
import { parseHost } from "../lib/origin.ts";
import { preferredLanguage } from "../lib/preferred-language.ts";
import { networkOf } from "../rate-limit/network-of.ts";
import { isClientPath } from "./client-paths.ts";
import type { Html } from "./html.ts";
import {
  type HeadContext,
  homeHead,
  notFoundHead,
  ownHead,
  plainHead,
  postHead,
  profileHead,
} from "./page-head.ts";
import type { PageTemplate } from "./page-template.ts";
import { homeText, notFoundText, plainText, postText, profileText } from "./page-text.ts";
import { readHomePosts, readPost, readProfile } from "./public-content.ts";
import { createSendPage } from "./send-page.ts";

export type PublicPagesOptions = {
  template: PageTemplate;
  ask: GuestQuery;
  admission: Pick<AdmissionControl, "admit" | "begin">;
  forwarded: Pick<Forwarded, "address" | "host" | "isSecure">;
  /** Behind a proxy that terminates TLS. */
  production: boolean;
};

/** Milliseconds that a page waits for its content: without it the web client starts at once. */
const contentWithinMs = 2000;

/** Paths of the API, which have no page where they are not served. */
const apiPaths = [
  "/graphql",
  "/playground",
  "/inbox",
  "/inbox.json",
  "/metrics",
  "/healthz",
  "/readyz",
  "/export",
];

type Parts = { head: Html; text: Html };

/**
 * Serves the pages of the web client. The head and the text of each public page are a guest's view of it, for link
 * previews, search engines and readers without JavaScript; the web client replaces them. What a guest cannot see has
 * the same page as what never existed. While the database does not answer, or the node has too much to do, pages are the
 * web client alone.
 */
export function addPublicPages(
  server: FastifyInstance,
  { template, ask, admission, forwarded, production }: PublicPagesOptions,
): void {
  const sendPage = createSendPage();

  function contextOf({ raw }: FastifyRequest): HeadContext {
    const host = forwarded.host(raw);
    const scheme = production || forwarded.isSecure(raw) ? "https" : "http";
    return {
      language: preferredLanguage(raw.headers["accept-language"]),
      origin: parseHost(host) && `${scheme}://${host}`,
    };
  }

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    { language }: HeadContext,
    parts: Parts,
  ): Promise<FastifyReply> {
    return await sendPage(request, reply, {
      status,
      html: template({ path: pathOf(request), language, ...parts }),
    });
  }

  async function sendWithoutContent(
    request: FastifyRequest,
    reply: FastifyReply,
    toHead: (context: HeadContext) => Html,
  ): Promise<FastifyReply> {
    const context = contextOf(request);
    return await send(request, reply, 200, context, {
      head: toHead(context),
      text: plainText(context.language),
    });
  }

  async function sendNotFound(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const context = contextOf(request);
    return await send(request, reply, 404, context, {
      head: notFoundHead(context),
      text: notFoundText(context.language),
    });
  }

  /** Undefined where the content is not to be had now. */
  async function readContent<T>(
    { id: requestId, raw, log }: FastifyRequest,
    read: (origin: QueryOrigin) => Promise<T>,
  ): Promise<T | undefined> {
    const address = forwarded.address(raw);
    if (address === undefined) return undefined;
    const network = networkOf(address);
    if (!admission.admit(() => network)) return undefined;
    const end = admission.begin(network);
    try {
      const content = await withDeadline(contentWithinMs, async () => {
        return await read({ requestId, address, request: raw }).finally(end);
      });
      return content === timedOut ? undefined : content;
    } catch (error) {
      log.error({ err: error }, "page sent without its content");
      return undefined;
    }
  }

  async function sendContent<T>(
    request: FastifyRequest,
    reply: FastifyReply,
    read: (origin: QueryOrigin) => Promise<T | null | undefined>,
    toParts: (context: HeadContext, content: T) => Parts,
  ): Promise<FastifyReply> {
    const content = await readContent(request, read);
    if (content === undefined) return await sendWithoutContent(request, reply, plainHead);
    if (content === null) return await sendNotFound(request, reply);
    const context = contextOf(request);
    return await send(request, reply, 200, context, toParts(context, content));
  }

  server.get("/", async (request, reply) => {
    return await sendContent(
      request,
      reply,
      async (origin) => await readHomePosts(ask, origin),
      (context, posts) => ({ head: homeHead(context), text: homeText(context.language, posts) }),
    );
  });

  server.get<{ Params: { id: string } }>("/posts/:id", async (request, reply) => {
    return await sendContent(
      request,
      reply,
      async (origin) => await readPost(ask, request.params.id, origin),
      (context, post) => ({ head: postHead(context, post), text: postText(context.language, post) }),
    );
  });

  server.get<{ Params: { handle: string } }>("/users/:handle", async (request, reply) => {
    const given = request.params.handle;
    const handle = given.replace(/^@/, "").toLowerCase();
    if (handle !== given && /^\w+$/.test(handle)) return await reply.redirect(`/users/${handle}`, 301);
    return await sendContent(
      request,
      reply,
      async (origin) => await readProfile(ask, handle, origin),
      (context, profile) => ({
        head: profileHead(context, profile),
        text: profileText(context.language, profile),
      }),
    );
  });

  server.get("*", async (request, reply) => {
    const path = pathOf(request);
    if (apiPaths.includes(path)) return reply.callNotFound();
    const publicPath = toPublicPath(path);
    if (publicPath !== undefined) return await reply.redirect(publicPath, 301);
    if (isClientPath(path)) return await sendWithoutContent(request, reply, ownHead);
    return wantsFile(request, path) ? reply.callNotFound() : await sendNotFound(request, reply);
  });
}

function pathOf({ url }: FastifyRequest): string {
  return url.split("?")[0] ?? "";
}

/** The public address that another spelling stands for: `/@worf`, or one with a slash at its end. */
function toPublicPath(path: string): string | undefined {
  const handle = /^\/@(\w+)\/?$/.exec(path)?.[1];
  if (handle !== undefined) return `/users/${handle.toLowerCase()}`;
  return /^\/(?:posts|users)\/[\w-]+\/$/.test(path) ? path.slice(0, -1) : undefined;
}

/** Whether a missing file was asked for, by another page or by a program, and not by somebody who follows a link. */
function wantsFile({ headers: { accept = "" } }: FastifyRequest, path: string): boolean {
  return path.includes(".") && !accept.includes("text/html");
}
