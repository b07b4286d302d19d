import { once } from "node:events";
import { createServer } from "node:net";

/**
 * Fails where somebody listens on a port already, before anything slow has begun.
 *
 * @throws Error EADDRINUSE, with the port.
 */
export async function assertPortFree(host: string, port: number): Promise<void> {
  const server = createServer().listen(port, host);
  await once(server, "listening");
  server.close();
  await once(server, "close");
}
