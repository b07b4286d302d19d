import { connect, createServer, type Socket } from "node:net";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/** A proxy between a program and a server whose connections a test breaks. */
export type TcpProxy = {
  port: number;
  /** Closes all connections, and refuses new ones. */
  cut: () => Promise<void>;
  /** Accepts connections, and forwards nothing. */
  freeze: () => void;
  /** Forwards again. */
  mend: () => Promise<void>;
  /** How many are open. */
  connections: () => number;
};

/** Starts a proxy that is stopped when the test ends. */
export async function startTcpProxy(to: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let frozen = false;

  function forward(client: Socket): void {
    const upstream = connect(to.port, to.host);
    for (const [from, into] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on("error", () => {});
      from.on("data", (data: Buffer) => {
        if (!frozen) into.write(data);
      });
      from.once("close", () => {
        sockets.delete(from);
        into.destroy();
      });
    }
  }

  let server = createServer();
  async function listen(port: number): Promise<number> {
    server = createServer(forward);
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    return address.port;
  }

  async function cut(): Promise<void> {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  }

  const port = await listen(0);
  onTestFinished(cut);
  return {
    port,
    cut,
    connections: () => sockets.size / 2,
    freeze: () => {
      frozen = true;
    },
    async mend() {
      // Bytes were dropped, so the connections are of no use any more.
      if (frozen) for (const socket of sockets) socket.destroy();
      frozen = false;
      if (!server.listening) await listen(port);
    },
  };
}
