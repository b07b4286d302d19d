import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Fails early if another process listens on a port.
 *
 * @throws Error EADDRINUSE, with the port
 */
export async function assertPortFree(host: string, port: number): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, "listening");
  server.close();
  await once(server, "close");
}
