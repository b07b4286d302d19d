// Runs the API and the web client from their sources, and reloads what changes: Vite in front on PORT (4000),
// the API behind it on API_PORT (4002).

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";

const root = fileURLToPath(new URL("../../", import.meta.url));
const port = process.env.PORT || "4000";
const apiPort = process.env.API_PORT || "4002";

const api = spawn(
  process.execPath,
  [
    "node_modules/tsx/dist/cli.mjs",
    "watch",
    "--clear-screen=false",
    "--tsconfig",
    "server/tsconfig.json",
    "server/main.ts",
  ],
  { cwd: root, stdio: ["inherit", "pipe", "inherit"], env: { ...process.env, PORT: apiPort } },
);
// The API greets with its own address; people come by Vite's.
api.stdout.on("data", (text) =>
  process.stdout.write(String(text).replaceAll(`localhost:${apiPort}`, `localhost:${port}`)),
);

const vite = await createServer({
  configFile: fileURLToPath(new URL("../../client/vite.config.ts", import.meta.url)),
  server: { port: Number(port), strictPort: true },
}).then(
  (server) => server.listen(),
  (error) => stop(error),
);

async function stop(error) {
  if (error) console.error(String(error.message ?? error));
  api.kill("SIGTERM");
  await vite?.close();
  process.exitCode = error ? 1 : 0;
}

api.on("exit", () => void vite?.close().then(() => process.exit()));
process.on("SIGINT", () => void stop());
process.on("SIGTERM", () => void stop());
