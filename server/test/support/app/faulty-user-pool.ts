import { once } from "node:events";
import { createServer, type IncomingMessage, request as sendRequest, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** What happens to a request in place of a normal response. */
export type Fault =
  /** Cognito responds with an exception. */
  | { kind: "exception"; name: string; status: number; message?: string }
  /** The pool executes the request, and the test changes its response, e.g. as a trigger of the pool would. */
  | { kind: "changed"; change: (output: Record<string, unknown>) => Promise<object> }
  /** Something else responds, e.g. a proxy that does not reach Cognito. */
  | { kind: "garbage" }
  /** The connection breaks, and the pool does not get the request. */
  | { kind: "refused" }
  /** There is never a response. */
  | { kind: "hang" }
  /** The pool executes the request, and the connection breaks before the response is sent. */
  | { kind: "lostResponse" }
  /** The pool executes the request, and the test decides when the response is sent. */
  | { kind: "held"; executed: () => void; until: Promise<void> };

/** A proxy in front of a user pool that can break requests. */
export type FaultyUserPool = {
  url: string;
  /** Faults by the name of the operation, e.g. `SignUp`; `*`: of all operations, `jwks.json`: of the keys. */
  faults: Map<string, Fault>;
  /** The operations that were requested, in order. */
  operations: string[];
  /** Breaks all connections, and with them the requests without a response. */
  closeConnections: () => void;
};

/** A response that is sent when the test calls `release`; `executed` resolves when the pool has executed the request. */
export function holdResponse(): { fault: Fault; executed: Promise<void>; release: () => void } {
  let resolveExecuted = (): void => {};
  let release = (): void => {};
  const executed = new Promise<void>((resolve) => {
    resolveExecuted = resolve;
  });
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { fault: { kind: "held", executed: resolveExecuted, until }, executed, release };
}

/** Starts the proxy; it stops when the test ends. */
export async function startFaultyUserPool(poolUrl: string): Promise<FaultyUserPool> {
  const faults = new Map<string, Fault>();
  const operations: string[] = [];

  /** Keeps the Host header, which the signature of a request includes; fetch would replace it. */
  async function forward(request: IncomingMessage): Promise<Response> {
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !hopByHop.has(name)),
    );
    const target = new URL(request.url ?? "/", poolUrl);
    const forwarded = sendRequest(target, { method: request.method, headers });
    forwarded.end(request.method === "POST" ? await text(request) : undefined);
    const [response]: IncomingMessage[] = await once(forwarded, "response");
    if (!response) throw new Error("The user pool sent no response.");
    const kept = ["content-type", "x-amzn-errortype"].flatMap((name): [string, string][] => {
      const value = response.headers[name];
      return value === undefined ? [] : [[name, String(value)]];
    });
    return new Response(await text(response), { status: response.statusCode ?? 502, headers: kept });
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation =
      request.headers["x-amz-target"]?.toString().split(".").at(-1) ?? request.url?.split("/").at(-1) ?? "";
    operations.push(operation);
    const fault = faults.get(operation) ?? faults.get("*");
    if (fault?.kind === "hang") return;
    if (fault?.kind === "exception") {
      response.writeHead(fault.status, {
        "content-type": "application/x-amz-json-1.1",
        "x-amzn-errortype": fault.name,
      });
      response.end(JSON.stringify({ __type: fault.name, message: fault.message ?? "A fault of the test." }));
      return;
    }
    if (fault?.kind === "refused") {
      request.socket.resetAndDestroy();
      return;
    }
    if (fault?.kind === "garbage") {
      response.writeHead(502, { "content-type": "text/html" });
      response.end("<h1>Bad Gateway</h1>");
      return;
    }
    const forwarded = await forward(request);
    if (fault?.kind === "lostResponse") {
      response.destroy();
      return;
    }
    if (fault?.kind === "held") {
      fault.executed();
      await fault.until;
    }
    const type = forwarded.headers.get("content-type") ?? "application/json";
    const errorType = forwarded.headers.get("x-amzn-errortype");
    response.writeHead(forwarded.status, {
      "content-type": type,
      ...(errorType !== null && { "x-amzn-errortype": errorType }),
    });
    response.end(
      fault?.kind === "changed" && forwarded.ok
        ? JSON.stringify(await fault.change(await forwarded.json()))
        : Buffer.from(await forwarded.arrayBuffer()),
    );
  }

  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    operations,
    closeConnections: () => server.closeAllConnections(),
  };
}

const hopByHop = new Set(["connection", "transfer-encoding", "expect"]);
