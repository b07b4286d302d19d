import { languageOf } from "../mail/translated-mail.ts";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { DrizzleQueryError } from "drizzle-orm";
import { OAuthError } from "../oauth/oauth-error.ts";
import { readParameters } from "../oauth/parameters.ts";
import { findOAuthRoute, respondByRoute } from "../oauth/routes.ts";
import type { Operation, OperationContext } from "../operations/definition/operation.ts";
import { signedOperations, unsignedOperations } from "../operations/operations.ts";
import { UserPoolException } from "../protocol/exceptions.ts";
import { ClientMetadata } from "../protocol/request-members.ts";
import { readInput, structure } from "../protocol/shape.ts";
import { parseStorableJson } from "../protocol/storable-json.ts";
import type { StubProvider } from "../stub-provider/stub-provider.ts";
import { createPrivateKey } from "../tokens/signing-keys.ts";
import type { CreatePrivateKey } from "../tokens/signing-keys.ts";
import { preflightHeaders, readableByPages } from "./cors.ts";
import { createServesHost } from "./served-hosts.ts";
import { acceptedCredentials, type Credentials, regionOf, verifySignature } from "./sigv4.ts";
import { findJsonWebKeySet, findOpenIdConfiguration } from "./well-known.ts";

export type HttpOptions = Pick<OperationContext, "database" | "deliverMail" | "triggers"> & {
  clock: () => Date;
  /** The host that the server listens on. It is served, as are this machine's own names. */
  host: string;
  /** Further host names that are served, without port. */
  servedHosts?: string[];
  /** Of signed operations from anywhere. `localCredentials` are accepted from this machine alone. */
  credentials?: Credentials | undefined;
  /** Called with errors that are not the client's fault; never with contents of a request. */
  onUnexpectedError?: (error: unknown, context: { operation: string; requestId: string }) => void;
  /** The provider that comes with the pool. */
  stub: StubProvider;
  /** Whether it plays providers other than OIDC. */
  playsProviders: boolean;
  passwordHashCost?: number;
  createPrivateKey?: CreatePrivateKey;
};

const defaultPasswordHashCost = 15;
const maxBodyBytes = 256 * 1024;

/** Milliseconds. The long keep-alive, like that of AWS, avoids closing a connection while a client sends on it. */
const timeouts = { headersTimeout: 10_000, requestTimeout: 15_000, keepAliveTimeout: 65_000 };
const targetPrefix = "AWSCognitoIdentityProviderService.";

/**
 * Cognito's endpoint: AWS JSON 1.1 at `POST /`, each pool's OpenID Connect documents at `GET /<pool id>/…`, and OAuth 2.0 with
 * its pages at the paths of `oauth/routes.ts`.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function createHttpServer(options: HttpOptions): Server {
  const servesHost = createServesHost([options.host, ...(options.servedHosts ?? [])]);
  const server = createServer(timeouts, (request, response) => {
    // A connection that was active when the server closed would stay open, and the server would wait for it.
    response.once("finish", () => {
      if (!server.listening) server.closeIdleConnections();
    });
    const requestId = randomUUID();
    const operation = operationOf(request);
    const reportError = (error: unknown) => options.onUnexpectedError?.(error, { operation, requestId });
    response.setHeader("x-amzn-requestid", requestId);
    if (!servesHost(request)) return refuse(response, "This host name is not served here.");
    handleRequest(options, request, response).catch((error: unknown) => {
      sendException(response, toException(error, reportError));
    });
  });
  return server;
}

async function handleRequest(
  options: HttpOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = (request.url ?? "/").split("?")[0] ?? "/";
  if (request.method === "OPTIONS") return sendPreflight(request, response, path.startsWith("/oauth2/"));
  const route = findOAuthRoute(request.method ?? "", path);
  if (route) return await respondByOAuth(options, route, request, response);
  if (path.startsWith("/stub-provider/")) return await respondByStub(options, path, request, response);
  const isSigned = Object.hasOwn(signedOperations, operationOf(request));
  if (!isSigned) response.setHeaders(new Map(Object.entries(readableByPages)));
  if (request.method === "GET") {
    const document =
      (await findJsonWebKeySet(options.database, path)) ??
      (await findOpenIdConfiguration(options.database, path, `http://${request.headers.host ?? ""}`));
    return document
      ? sendJson(response, 200, "application/json", document)
      : sendJson(response, 404, "application/json", {});
  }
  if (request.method !== "POST") {
    response.setHeader("allow", "GET, POST, OPTIONS");
    return sendJson(response, 405, "application/json", {});
  }
  const body = await readBody(request);
  const action = authorize(request, body, options.credentials);
  const input = parseJson(body);
  const { ClientMetadata: clientMetadata } = readInput(metadataShape, input);
  const context = { ...toContext(options, request), clientMetadata, language: languageOf(clientMetadata) };
  sendJson(response, 200, "application/x-amz-json-1.1", await action(context, input));
}

/** The member that every operation with triggers has. */
const metadataShape = structure({}, { ClientMetadata });

function toContext(options: HttpOptions, { headers, socket }: IncomingMessage): OperationContext {
  return {
    database: options.database,
    now: options.clock(),
    deliverMail: options.deliverMail,
    sourceAddress: (socket.remoteAddress ?? "").replace(/^::ffff:/, ""),
    region: regionOf(headers),
    passwordHashCost: options.passwordHashCost ?? defaultPasswordHashCost,
    createPrivateKey: options.createPrivateKey ?? createPrivateKey,
    triggers: options.triggers,
  };
}

async function respondByOAuth(
  options: HttpOptions,
  route: NonNullable<ReturnType<typeof findOAuthRoute>>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (route.isForPrograms) response.setHeaders(new Map(Object.entries(readableByPages)));
  const { status, headers, body } = await respondByRoute(route, async () => {
    const query = (request.url ?? "").split("?").slice(1).join("?");
    const isPost = request.method === "POST";
    return {
      context: toContext(options, request),
      federation: options,
      query,
      parameters: readParameters(isPost ? readForm(request, await readBody(request)) : query),
      authorization: request.headers.authorization,
      cookies: readCookies(request.headers.cookie),
      origin: `http://${request.headers.host ?? ""}`,
      sentFrom: request.headers.origin,
    };
  });
  response.writeHead(status, headers);
  response.end(body);
}

async function respondByStub(
  { stub }: HttpOptions,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isPost = request.method === "POST";
  const query = (request.url ?? "").split("?").slice(1).join("?");
  const answer = await stub.respond({
    method: request.method ?? "",
    path,
    parameters: new URLSearchParams(isPost ? (await readBody(request)).toString("utf8") : query),
    authorization: request.headers.authorization,
    origin: `http://${request.headers.host ?? ""}`,
  });
  if (!answer) return sendJson(response, 404, "application/json", {});
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

/** @throws OAuthError invalid_request */
function readForm(request: IncomingMessage, body: Buffer): string {
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded" && body.length > 0)
    throw new OAuthError("invalid_request", "the body is no application/x-www-form-urlencoded");
  return body.toString("utf8");
}

function readCookies(header = ""): ReadonlyMap<string, string> {
  const pairs = header.split(";").map((pair): [string, string] => {
    const [name = "", ...value] = pair.split("=");
    return [name.trim(), value.join("=").trim()];
  });
  return new Map(pairs);
}

/**
 * @throws UserPoolException UnknownOperationException, and all that `verifySignature` throws for a signed operation
 */
function authorize(request: IncomingMessage, body: Buffer, credentials: Credentials | undefined): Operation {
  const operation = operationOf(request);
  const unsigned = Object.hasOwn(unsignedOperations, operation) ? unsignedOperations[operation] : undefined;
  if (unsigned) return unsigned;
  const signed = Object.hasOwn(signedOperations, operation) ? signedOperations[operation] : undefined;
  if (!signed) throw new UserPoolException("UnknownOperationException", `Unknown operation ${operation}.`);
  // An administrator's program sends no Origin; a page does, and may have a preflight in its cache.
  if (request.headers.origin !== undefined) {
    throw new UserPoolException(
      "AccessDeniedException",
      "A page may not call an operation that needs a signature.",
    );
  }
  verifySignature(
    { method: "POST", target: request.url ?? "/", headers: request.headers, body },
    acceptedCredentials(credentials, request.socket.remoteAddress),
  );
  return signed;
}

function operationOf(request: IncomingMessage): string {
  const target = request.headers["x-amz-target"];
  const name =
    typeof target === "string" && target.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : "";
  return /^\w{1,64}$/.test(name) ? name : "";
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  try {
    return await readChunks(request);
  } catch (error) {
    if (error instanceof UserPoolException || request.complete) throw error;
    // Its client has gone, which is no fault of the pool.
    throw new UserPoolException("SerializationException", "The request ended early.");
  }
}

async function readChunks(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    const bytes: Buffer = Buffer.from(chunk);
    length += bytes.length;
    if (length > maxBodyBytes) {
      throw new UserPoolException(
        "RequestEntityTooLargeException",
        `The request is larger than ${maxBodyBytes} bytes.`,
      );
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return parseStorableJson(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    // The parser's own message would quote the body, which may hold a password.
    throw new UserPoolException("SerializationException", "The request is not valid JSON.");
  }
}

/** Converts an error to the exception that the client receives, and reports what the client must not see. */
function toException(error: unknown, reportError: (error: unknown) => void): UserPoolException {
  if (!(error instanceof UserPoolException)) {
    // The query builder's own message contains the parameters of the query.
    reportError(error instanceof DrizzleQueryError ? error.cause : error);
    return new UserPoolException("InternalErrorException", "Internal error");
  }
  if (error.cause !== undefined) reportError(error.cause);
  return error;
}

function sendException(response: ServerResponse, { name, message, status }: UserPoolException): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  response.setHeader("x-amzn-errortype", `${name}:`);
  response.setHeader("x-amzn-errormessage", toHeaderText(message));
  if (status === 413) response.setHeader("connection", "close");
  sendJson(response, status, "application/x-amz-json-1.1", { __type: name, message });
}

/** Headers carry printable ASCII, and not much of it; a message may quote what the caller sent or a trigger threw. */
function toHeaderText(message: string): string {
  return message
    .slice(0, 1000)
    .replaceAll(/[^\u0020-\u007e]/g, " ")
    .trim();
}

function sendJson(response: ServerResponse, status: number, contentType: string, body: object): void {
  response.writeHead(status, { "content-type": contentType, "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

function sendPreflight(request: IncomingMessage, response: ServerResponse, isForOAuth: boolean): void {
  const headers = preflightHeaders(request.headers, isForOAuth);
  if (!headers) return refuse(response, "A page may not send these headers.");
  response.writeHead(200, headers);
  response.end();
}

function refuse(response: ServerResponse, message: string): void {
  response.setHeader("connection", "close");
  sendException(response, new UserPoolException("AccessDeniedException", message));
}
