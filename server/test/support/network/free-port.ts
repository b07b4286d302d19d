import { createServer } from "node:net";

/**
 * Below those that the system gives to connections and to whoever asks for any: a program may come to its port much later.
 * Each of Vitest's workers has some of its own.
 */
const firstPort = 10_000 + (Number(process.env["VITEST_POOL_ID"] ?? 0) % 20) * 1000;
let given = 0;

/** A port that nobody has, for a program that must be told one. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = firstPort + (given++ % 1000);
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
