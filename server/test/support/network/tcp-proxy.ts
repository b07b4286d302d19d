import { connect, createServer, type Socket } from "node:net";
import { once } from "node:events";
import { onTestFinished } from "vitest";

/** Stands between a program and a server, and is cut as the test wants it. */
export type TcpProxy = {
  port: number;
  /** Connections break, and new ones are refused. */
  cut: () => Promise<void>;
  /** Connections are made, and nothing comes through. */
  freeze: () => void;
  /** All is well again. */
  mend: () => Promise<void>;
  /** How many there are now. */
  connections: () => number;
};

/** Gone when the test ends. */
export async function startTcpProxy(to: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let frozen = false;

  function join(here: Socket): void {
    const there = connect(to.port, to.host);
    for (const [from, into] of [
      [here, there],
      [there, here],
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
    server = createServer(join);
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
      // What was swallowed is lost: those who wait for it must begin anew.
      if (frozen) for (const socket of sockets) socket.destroy();
      frozen = false;
      if (!server.listening) await listen(port);
    },
  };
}
