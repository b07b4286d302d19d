import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";

/** What happens to a request instead of being answered by the pool. */
export type Fault =
  /** Cognito answers with an exception. */
  | { kind: "exception"; name: string; status: number }
  /** Something else answers, e.g. a proxy that has lost it. */
  | { kind: "garbage" }
  /** The connection breaks before anything is done. */
  | { kind: "refused" }
  /** Nothing comes back. */
  | { kind: "hang" }
  /** The pool does what is asked, and the connection breaks before the answer is out. */
  | { kind: "lostAnswer" }
  /** The pool does what is asked, and the answer comes when the test lets it. */
  | { kind: "late"; arrived: () => void; until: Promise<void> };

/** A user pool behind a bad line. */
export type FaultyPool = {
  url: string;
  /** What happens from now on to operations by name, e.g. `SignUp`, or `*` for all; `jwks.json` for the keys. */
  faults: Map<string, Fault>;
  /** The operations that were asked for, in order. */
  asked: string[];
};

/** A late answer: wait for `asked`, do something meanwhile, then `release` it. */
export function holdBack(): { fault: Fault; asked: Promise<void>; release: () => void } {
  let arrived = (): void => {};
  let release = (): void => {};
  const asked = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { fault: { kind: "late", arrived, until }, asked, release };
}

/** Stands between a node and the pool; gone when the test ends. */
export async function startFaultyPool(poolUrl: string): Promise<FaultyPool> {
  const faults = new Map<string, Fault>();
  const asked: string[] = [];

  async function forward(request: IncomingMessage): Promise<Response> {
    const headers = Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined || hopByHop.has(name) ? [] : [[name, String(value)] as [string, string]],
    );
    const body = request.method === "POST" ? await text(request) : null;
    return await fetch(new URL(request.url ?? "/", poolUrl), {
      method: request.method ?? "GET",
      headers,
      body,
    });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation =
      request.headers["x-amz-target"]?.toString().split(".").at(-1) ?? request.url?.split("/").at(-1) ?? "";
    asked.push(operation);
    const fault = faults.get(operation) ?? faults.get("*");
    if (fault?.kind === "hang") return;
    if (fault?.kind === "exception") {
      response.writeHead(fault.status, {
        "content-type": "application/x-amz-json-1.1",
        "x-amzn-errortype": fault.name,
      });
      response.end(JSON.stringify({ __type: fault.name, message: "As the test wants it." }));
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
    if (fault?.kind === "lostAnswer") {
      response.destroy();
      return;
    }
    if (fault?.kind === "late") {
      fault.arrived();
      await fault.until;
    }
    const type = forwarded.headers.get("content-type") ?? "application/json";
    const errorType = forwarded.headers.get("x-amzn-errortype");
    response.writeHead(forwarded.status, {
      "content-type": type,
      ...(errorType !== null && { "x-amzn-errortype": errorType }),
    });
    response.end(Buffer.from(await forwarded.arrayBuffer()));
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, faults, asked };
}

const hopByHop = new Set(["connection", "content-length", "transfer-encoding", "host", "expect"]);
