// Runs commands of the built server one after the other, each as its program would: see run-command.ts.

import { pathToFileURL } from "node:url";

const main = pathToFileURL("dist/server/main.js").href;
let output = "";
for (const stream of [process.stdout, process.stderr])
  stream.write = (text) => {
    output += text;
    return true;
  };

class Exit extends Error {}
process.exit = (code) => {
  process.exitCode = code;
  throw new Exit();
};

let number = 0;
process.on("message", async ({ args, environment }) => {
  output = "";
  process.exitCode = undefined;
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...args);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  number += 1;
  // Another query evaluates this file again, and what it imports only once.
  await import(`${main}?${number}`).catch((error) => {
    if (error instanceof Exit) return;
    process.exitCode = 1;
    output += error.stack;
  });
  process.send({ code: process.exitCode ?? 0, output });
});
