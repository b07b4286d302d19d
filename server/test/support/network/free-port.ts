import { createServer } from "node:net";

/**
 * Below the system's ephemeral ports, one of which might be taken before the program listens. Each of Vitest's workers has
 * a range of its own.
 */
const firstPort = 10_000 + (Number(process.env["VITEST_POOL_ID"] ?? 0) % 20) * 1000;
let used = 0;

/** Finds a free port, for programs that cannot choose one themselves. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = firstPort + (used++ % 1000);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((done) => {
    server.once("error", () => done(false));
    server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
  });
}
