import { connect, createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";

/** A way to the application that a test can shut: to the browser the server is down then. */
export interface Gate {
  url: string;
  shut: () => Promise<void>;
  open: () => Promise<void>;
}

export async function openGate(appUrl: string): Promise<Gate> {
  const target = Number(new URL(appUrl).port);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {}).on("close", () => sockets.delete(socket));
    }
    client.on("close", () => upstream.destroy()).pipe(upstream);
    upstream.on("close", () => client.destroy()).pipe(client);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => {
      server.listen(port, "127.0.0.1", resolve);
    });
  await listen(0);
  // A server without a port has no address, which this one has.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    open: () => listen(port),
    shut: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
