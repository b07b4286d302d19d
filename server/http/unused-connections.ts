import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Connections over which nothing has come, as browsers open some ahead: a server that stops would wait for a request. */
export type UnusedConnections = {
  watch: (server: Server) => Server;
  end: () => void;
};

export function createUnusedConnections(): UnusedConnections {
  const connections = new Set<Socket>();
  return {
    watch: (server) =>
      server.on("connection", (socket) => {
        connections.add(socket);
        socket.once("close", () => connections.delete(socket));
      }),
    end() {
      for (const socket of connections) if (socket.bytesRead === 0) socket.destroy();
    },
  };
}
