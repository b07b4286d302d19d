import { mkdir } from "node:fs/promises";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/**
 * As strict as the editor lets it be (docs/decisions/0041-self-hosted-graphiql.md). The editor sets
 * inline styles, has its fonts in its style sheet, and writes descriptions as HTML; scripts and workers are our own files,
 * and nothing is loaded from other hosts.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** How GraphiQL is served. */
export type Playground = {
  /** The output of `vite build client/playground`. */
  directory: string;
  /** Called before the first response, and again after it has failed; absent: the directory is complete. */
  prepare?: (() => Promise<void>) | undefined;
};

/** GET /playground: GraphiQL on this API, or a page that waits for it while it is prepared. */
export async function addPlayground(
  server: FastifyInstance,
  { directory, prepare }: Playground,
  onError: (error: unknown) => void,
): Promise<void> {
  let state: "absent" | "preparing" | "ready" | "failed" = prepare ? "absent" : "ready";
  const startPreparing = async (): Promise<void> => {
    state = "preparing";
    try {
      await prepare?.();
      state = "ready";
    } catch (error) {
      state = "failed";
      onError(error);
    }
  };
  await server.register(async (playground) => {
    // Runs after the hook of the security headers, and replaces their policy.
    playground.addHook("onSend", async (_request, reply) => {
      void reply.header("content-security-policy", contentSecurityPolicy);
    });
    if (prepare) await mkdir(directory, { recursive: true });
    await playground.register(fastifyStatic, {
      root: directory,
      prefix: "/playground/",
      cacheControl: false,
      setHeaders: (response, path) => {
        const hashed = path.includes("/assets/");
        response.setHeader("cache-control", hashed ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
    const sendPage = async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      if (state === "ready") return await reply.sendFile("index.html");
      const hasFailed = state === "failed";
      if (state === "absent") void startPreparing();
      // The next visit tries it again.
      if (hasFailed) state = "absent";
      return await reply
        .code(hasFailed ? 503 : 202)
        .header("cache-control", "no-store")
        .type("text/html; charset=utf-8")
        .send(hasFailed ? failedPage : waitingPage);
    };
    playground.get("/playground", sendPage);
    playground.get("/playground/", sendPage);
  });
}

/** Reloads itself without a script. */
const waitingPage = formatPage(
  '<meta http-equiv="refresh" content="2">',
  "The playground is being built. The first visit also installs its packages, which takes half a minute.",
);
const failedPage = formatPage(
  "",
  "The playground could not be built: the terminal says why. Reload this page to try it again.",
);

function formatPage(head: string, text: string): string {
  return `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8">${head}<title>Playground</title></head>
  <body><p role="status" style="font: 1rem system-ui; margin: 3rem">${text}</p></body>
</html>
`;
}
