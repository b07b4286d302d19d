// The API's process of `npm run dev`, which starts again when its files have changed.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { root } from "./root.mjs";

/** Editors write several files at once, and empty a file before they write it: it is read when it has been left alone. */
const settleMs = 50;

/** Node 22 and later keep compiled modules here, which saves a third of the start. */
const compileCache = join(root, "node_modules/.cache/node");

const nextChange = "the next saved file starts it again";
const endOfGreeting = "Ctrl-C stops it.\n";

/**
 * @param port of Vite: the API prints its own address, but the browser must open Vite's.
 * @param build called with each changed file before the API starts again; resolves to whether it could be built.
 * @param onFailedStart called with the exit code if the first start fails: the environment is wrong, or a port is in use.
 */
export function startApi({ port, apiPort, build, onFailedStart }) {
  let isStopping = false;
  let isTakingUp = false;
  const changedFiles = new Set();
  let changedAt = 0;
  let current = start((text) => {
    process.stdout.write(text.replaceAll(`localhost:${apiPort}`, `localhost:${port}`));
  });
  /** Resolves to true when the API serves requests, to false when it has failed to start. */
  let serving = begin();

  async function begin() {
    const isServing = await current.serving;
    if (!isServing && !isStopping) onFailedStart(current.child.exitCode ?? 1);
    return isServing;
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

  /** Builds what has changed, and starts the API again, until nothing changes any more. */
  async function takeUpChanges(before) {
    let isServing = await before;
    let restart;
    while (changedFiles.size > 0) {
      do await delay(settleMs);
      while (performance.now() - changedAt < settleMs);
      const startedAt = performance.now();
      const built = await buildChanges();
      if (isStopping) return false;
      if (built.length === 0) continue;
      current.child.kill("SIGTERM");
      await current.ended;
      if (isStopping) return false;
      current = start(() => {});
      isServing = await current.serving;
      restart = { files: built.join(", "), seconds: ((performance.now() - startedAt) / 1000).toFixed(1) };
    }
    if (!restart || isStopping) return isServing;
    const outcome = isServing
      ? `API restarted in ${restart.seconds} s`
      : `the API does not start: ${nextChange}`;
    console.log(`  ${restart.files}: ${outcome}`);
    return isServing;
  }

  /** @returns the files that could be built */
  async function buildChanges() {
    const files = [...changedFiles];
    changedFiles.clear();
    const areBuilt = await Promise.all(files.map(build));
    return files.filter((_file, index) => areBuilt[index]);
  }

  return {
    /** Resolves to true when the API serves requests, to false when it has failed to start. */
    ready: async () => await serving,
    /** Starts the API again, once for all files that change meanwhile. */
    onChange: (file) => {
      changedFiles.add(file);
      changedAt = performance.now();
      if (isTakingUp) return;
      isTakingUp = true;
      serving = takeUpChanges(serving).finally(() => (isTakingUp = false));
    },
    /** @param hasSignal whether a terminal has sent the API the signal too; a second one would end it at once. */
    stop: async (hasSignal) => {
      isStopping = true;
      if (!hasSignal) current.child.kill("SIGTERM");
      await current.ended;
    },
  };
}
