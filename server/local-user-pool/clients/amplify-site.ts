import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** A site of one page, which defines `amplify`. */
export type AmplifySite = { origin: string; stop: () => void };

/** Serves a page that loads amplify-page.ts, on an origin of its own. */
export async function startAmplifySite(): Promise<AmplifySite> {
  const script = await bundle();
  const html = `<!doctype html><html lang="en"><title>Amplify</title><link rel="icon" href="data:,"><script src="/page.js"></script>`;
  const server = createServer(({ url }, response) => {
    const [type, body] = url === "/page.js" ? ["text/javascript", script] : ["text/html", html];
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` }).end(body);
  });
  server.listen(0, "localhost");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The site has no port");
  return { origin: `http://localhost:${address.port}`, stop: () => void server.close() };
}

/** Bundles amplify-page.ts as one classic script that defines `amplify`. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    define: { "process.env.NODE_ENV": JSON.stringify("production") },
    build: {
      write: false,
      minify: false,
      lib: {
        entry: fileURLToPath(new URL("amplify-page.ts", import.meta.url)),
        formats: ["iife"],
        name: "amplify",
      },
    },
  });
  const [script] = Array.isArray(built) ? built.flatMap(({ output }) => output) : [];
  if (script?.type !== "chunk") throw new Error("Vite built no script");
  return script.code;
}
