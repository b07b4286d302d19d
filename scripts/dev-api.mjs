// The API's process of `npm run dev`, which starts again when its files have changed.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { root } from "./root.mjs";

/** Editors write several files at once, and some write a file twice. */
const settleMs = 50;

/** Node 22 and later keep compiled modules here, which saves a third of the start. */
const compileCache = join(root, "node_modules/.cache/node");

const nextChange = "the next saved file starts it again";
const endOfGreeting = "Ctrl-C stops it.\n";

/**
 * @param port of Vite: the API prints its own address, but the browser must open Vite's.
 * @param onFailedStart called with the exit code if the first start fails: the environment is wrong, or a port is in use.
 */
export function startApi({ port, apiPort, onFailedStart }) {
  let isStopping = false;
  let changedFile;
  let current = start((text) => {
    process.stdout.write(text.replaceAll(`localhost:${apiPort}`, `localhost:${port}`));
  });
  /** Resolves when the API serves requests, or has failed to start. */
  let serving = begin();

  async function begin() {
    const isServing = await current.serving;
    if (!isServing && !isStopping) onFailedStart(current.child.exitCode ?? 1);
  }

  function start(onGreeting) {
    const args = ["--enable-source-maps", "dist/server/main.js"];
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ["inherit", "pipe", "inherit"],
      env: { ...process.env, PORT: apiPort, NODE_NO_WARNINGS: "1", NODE_COMPILE_CACHE: compileCache },
    });
    let isGreeted = false;
    let greeting = "";
    const greeted = new Promise((resolve) => {
      child.stdout.setEncoding("utf8").on("data", (text) => {
        if (isGreeted) return process.stdout.write(text);
        greeting += text;
        if (!greeting.includes(endOfGreeting)) return;
        isGreeted = true;
        onGreeting(greeting);
        resolve(true);
      });
    });
    const onEnd = async () => {
      await once(child, "exit");
      if (!isGreeted) process.stdout.write(greeting);
      else if (!child.killed && !isStopping) console.log(`  The API has ended: ${nextChange}`);
    };
    const ended = onEnd();
    return { child, ended, serving: Promise.race([greeted, ended.then(() => false)]) };
  }

  async function replace() {
    await delay(settleMs);
    const startedAt = performance.now();
    const file = changedFile;
    changedFile = undefined;
    current.child.kill("SIGTERM");
    await current.ended;
    if (isStopping) return;
    current = start(() => {});
    const isServing = await current.serving;
    if (isStopping) return;
    if (changedFile !== undefined) return await replace();
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(
      isServing
        ? `  ${file}: API restarted in ${seconds} s`
        : `  ${file}: the API does not start: ${nextChange}`,
    );
  }

  async function restartAfter(before) {
    await before;
    // A restart that was under way may have taken the file up already.
    if (changedFile !== undefined) await replace();
  }

  return {
    /** Resolves when the API serves requests, or has failed to start. */
    ready: async () => await serving,
    /** Starts the API again, once for all files that change meanwhile. */
    restart: (file) => {
      const isPending = changedFile !== undefined;
      changedFile = file;
      if (!isPending) serving = restartAfter(serving);
    },
    /** @param hasSignal whether a terminal has sent the API the signal too; a second one would end it at once. */
    stop: async (hasSignal) => {
      isStopping = true;
      if (!hasSignal) current.child.kill("SIGTERM");
      await current.ended;
    },
  };
}
