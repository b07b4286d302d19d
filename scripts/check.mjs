// `npm run check`: runs the check:* scripts of package.json side by side, and prints the output of those that fail.
// `npm run check -- lint types` runs only these.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { findTool } from "./find-tool.mjs";
import { root } from "./root.mjs";

/** Slowest first, so that none of them is left to run alone at the end. */
const allChecks = ["format", "lint", "types", "unused", "codegen", "schema", "licences", "node-versions"];

const { scripts } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const named = process.argv.slice(2);
const unknown = named.filter((name) => !allChecks.includes(name));
if (unknown.length > 0) {
  console.error(`No such check: ${unknown.join(", ")}. The checks are ${allChecks.join(", ")}.`);
  process.exit(1);
}

const queue = named.length > 0 ? named : [...allChecks];
const failed = [];
await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, runQueue));
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.map((name) => `npm run check:${name}`).join(", ")}`);
  process.exitCode = 1;
}

async function runQueue() {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const startedAt = performance.now();
    const { code, output } = await runScript(scripts[`check:${name}`]);
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${code === 0 ? "ok    " : "FAILED"} ${name.padEnd(13)} ${seconds.padStart(5)} s`);
    if (code === 0) continue;
    failed.push(name);
    process.stderr.write(output);
  }
}

/** Runs a script of package.json, a tool with its arguments, without the half second that npm itself takes. */
function runScript(command) {
  return new Promise((done) => {
    const [tool, ...args] = command.split(" ");
    const child = spawn(process.execPath, tool === "node" ? args : [findTool(tool), ...args], { cwd: root });
    let output = "";
    const keep = (text) => {
      output += text;
    };
    child.stdout.setEncoding("utf8").on("data", keep);
    child.stderr.setEncoding("utf8").on("data", keep);
    child.on("error", (error) => keep(`${error.message}\n`));
    child.on("close", (code) => done({ code, output }));
  });
}
