// Runs the examples of docs/codegen.md, in a temporary folder, against a running Cruddur:
//
//   node docs/codegen/try.mjs http://localhost:4000/graphql EMAIL PASSWORD
//
// Run it by hand: it installs from the npm registry, and needs gqlclientgen for Go (Debian: gqlclient, golang-go and
// golang-sourcehut-emersion-gqlclient-dev).

import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [url, email, password] = process.argv.slice(2);
if (!password) throw new Error("Usage: try.mjs URL EMAIL PASSWORD");
const account = [url, email, password];
const folder = mkdtempSync(join(tmpdir(), "cruddur-codegen-"));
const examples = join(folder, "docs/codegen");
cpSync(fileURLToPath(new URL(".", import.meta.url)), examples, { recursive: true });
copyFileSync(fileURLToPath(new URL("../../schema.graphql", import.meta.url)), join(folder, "schema.graphql"));

function run(example, command, args, environment = {}) {
  console.log(`${example}: ${command} ${args.join(" ").replace(password, "…")}`);
  execFileSync(command, args, {
    cwd: join(examples, example),
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
}

try {
  for (const example of ["typescript", "relay"]) {
    run(example, "npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    run(example, "npm", ["run", "--silent", "generate"]);
    run(example, "npm", ["run", "--silent", "compile"]);
  }
  run("typescript", "npm", ["run", "--silent", "start", "--", ...account]);
  const schema = ["-s", "../../../schema.graphql", "-q", "operations.graphql"];
  run("go", "gqlclientgen", [...schema, "-o", "generated.go", "-n", "main"]);
  run("go", "go", ["run", ".", ...account], { GOPATH: "/usr/share/gocode", GO111MODULE: "off" });
} finally {
  rmSync(folder, { recursive: true });
}
