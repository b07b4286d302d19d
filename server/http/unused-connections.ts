import type { Server } from "node:http";
import type { Socket } from "node:net";

/** Connections without any request yet: browsers open some in advance, and a server that stops would wait for them. */
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
