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
    middlewares.use(async (request, _response, next) => {
      if (paths.some((path) => request.url.startsWith(path))) await api.ready();
      next();
    });
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
const api = startApi({ port, apiPort, onFailedStart: stop });

vite.watcher.add([join(root, "server"), join(root, "persisted-documents.json")]);
vite.watcher.on("all", (_event, path) => void onChange(relative(root, path).replaceAll(sep, "/")));

/** Compiles or copies the file. With a mistake in it, the API of before goes on. */
async function onChange(file) {
  const isSource = isServerSource(file);
  if (!isSource && !isRuntimeFile(file)) return;
  try {
    if (!existsSync(join(root, file))) for (const output of outputsOf(file)) rmSync(output, { force: true });
    else if (isSource) await compileServerFile(file);
    else copyRuntimeFile(file);
  } catch (error) {
    console.error(`\n${file}: ${error.message}\n`);
    return;
  }
  api.restart(file);
}

process.on("SIGINT", () => void stop(0, process.stdin.isTTY));
process.on("SIGTERM", () => void stop());

/** @param hasSignal whether the API has got the signal too: a terminal sends Ctrl-C to both. */
async function stop(code = 0, hasSignal = false) {
  await api.stop(hasSignal);
  await vite.close();
  process.exit(code);
}
