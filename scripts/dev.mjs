// Runs the API and the web client from their sources and reloads them on changes: Vite listens on PORT (4000) and
// forwards API requests to API_PORT (4002).

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { createServer } from "vite";
import { root } from "./root.mjs";

const port = process.env.PORT || "4000";
const apiPort = process.env.API_PORT || "4002";

const vite = await createServer({
  configFile: fileURLToPath(new URL("../client/vite.config.ts", import.meta.url)),
  server: { port: Number(port), strictPort: true },
});
try {
  await vite.listen();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const api = spawn(
  process.execPath,
  ["--watch", "--watch-preserve-output", "--import", "tsx", "server/main.ts"],
  {
    cwd: root,
    stdio: ["inherit", "pipe", "inherit"],
    env: { ...process.env, PORT: apiPort, TSX_TSCONFIG_PATH: "server/tsconfig.json", NODE_NO_WARNINGS: "1" },
  },
);
// The API prints its own address, but the browser must open Vite's.
api.stdout.on("data", (chunk) => {
  process.stdout.write(String(chunk).replaceAll(`localhost:${apiPort}`, `localhost:${port}`));
});
api.on("exit", async () => {
  await vite.close();
  process.exit();
});

// A terminal sends Ctrl-C to the API too; without one the signal is passed on.
process.on("SIGINT", () => {
  if (!process.stdin.isTTY) api.kill("SIGINT");
});
process.on("SIGTERM", () => api.kill("SIGTERM"));
