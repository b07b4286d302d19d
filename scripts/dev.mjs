// Runs the web client from its sources and the API from its build, and reloads them on changes. Vite listens on PORT (4000)
// and forwards API requests to API_PORT (4002); while the API restarts, they wait.

import { existsSync, rmSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import {
  compileServerFile,
  copyRuntimeFile,
  isRuntimeFile,
  isServerSource,
  outputsOf,
} from "./compile-server.mjs";
import { startApi } from "./dev-api.mjs";
import { root } from "./root.mjs";

const port = process.env.PORT || "4000";
const apiPort = process.env.API_PORT || "4002";

/** Runs before the proxy of Vite, which would answer 502 while nobody listens. */
const waitForApi = {
  name: "wait-for-api",
  configureServer: ({ middlewares, config }) => {
    const paths = Object.keys(config.server.proxy);
    const waitOrRefuse = async (request, response, next) => {
      const isForApi = paths.some((path) => request.url.startsWith(path));
      if (!isForApi || (await api.ready())) return next();
      response.writeHead(503, { "content-type": "text/plain" });
      response.end(
        "The API does not start: the terminal says why, and the next saved file starts it again.\n",
      );
    };
    middlewares.use((request, response, next) => void waitOrRefuse(request, response, next));
  },
};
const vite = await createServer({
  configFile: fileURLToPath(new URL("../client/vite.config.ts", import.meta.url)),
  plugins: [waitForApi],
  server: { port: Number(port), strictPort: true },
});
try {
  await vite.listen();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const api = startApi({ port, apiPort, build, onFailedStart: stop });

vite.watcher.add([join(root, "server"), join(root, "persisted-documents.json")]);
vite.watcher.on("all", (_event, path) => {
  const file = relative(root, path).replaceAll(sep, "/");
  if (isServerSource(file) || isRuntimeFile(file)) api.onChange(file);
});

/** Compiles or copies the file. @returns whether it could: with a mistake in it, the API of before goes on. */
async function build(file) {
  try {
    if (!existsSync(join(root, file))) for (const output of outputsOf(file)) rmSync(output, { force: true });
    else if (isServerSource(file)) await compileServerFile(file);
    else copyRuntimeFile(file);
    return true;
  } catch (error) {
    console.error(`\n${file}: ${error.message}\n`);
    return false;
  }
}

process.on("SIGINT", () => void stop(0, process.stdin.isTTY));
process.on("SIGTERM", () => void stop());

/** @param hasSignal whether the API has got the signal too: a terminal sends Ctrl-C to both. */
async function stop(code = 0, hasSignal = false) {
  await api.stop(hasSignal);
  await vite.close();
  process.exit(code);
}
