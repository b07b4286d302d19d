// Compiles the server's TypeScript into dist/, file by file and without checking types: `npm run check` does that.

import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { root } from "./root.mjs";

/** Files that the server reads at run time, copied to the same place below dist/. */
const runtimeFiles = [
  "server/database/migrations",
  "server/database/distributed/migrations",
  "server/local-user-pool/migrations",
  "server/http/routes/inbox",
  "persisted-documents.json",
];

/** Tests and benchmarks are no part of the program. */
const excluded =
  /\.(?:test|browser-test|config)\.ts$|^server\/(?:test|bench|local-user-pool\/(?:contract|clients|package))\//u;

/** Oxc imports these from a package that is not installed. They equal those that TypeScript writes into each file. */
const decoratorHelpers = `export function decorate(decorators, target, key, descriptor) {
  const isMember = arguments.length > 2;
  let result = !isMember ? target : descriptor === null ? Object.getOwnPropertyDescriptor(target, key) : descriptor;
  for (const decorator of decorators.toReversed())
    result = (isMember ? decorator(target, key, result) : decorator(result)) || result;
  if (isMember && result) Object.defineProperty(target, key, result);
  return result;
}

export function decorateParam(index, decorator) {
  return (target, key) => decorator(target, key, index);
}
`;
const helperImport = /import (\w+) from "@oxc-project\/runtime\/helpers\/(decorate|decorateParam)";/gu;

/** Compiles all files, copies what they read at run time, and removes what earlier builds left. */
export async function compileServer() {
  const sources = filesOf("server").filter(isServerSource);
  await Promise.all(sources.map(compileServerFile));
  const helpers = join(root, "dist/server/decorators.js");
  writeFileSync(helpers, decoratorHelpers);
  for (const path of runtimeFiles) copyRuntimeFile(path);
  const outputs = new Set(sources.map(outputOf));
  for (const file of filesOf("dist/server")) {
    const isOwn = outputs.has(file.replace(/\.map$/u, "")) || isRuntimeFile(file.slice("dist/".length));
    if (!isOwn && file !== "dist/server/decorators.js") rmSync(join(root, file));
  }
}

/** @param file a path from the root, with slashes. */
export function isServerSource(file) {
  return file.startsWith("server/") && file.endsWith(".ts") && !excluded.test(file);
}

export function isRuntimeFile(file) {
  return runtimeFiles.some((path) => file === path || file.startsWith(`${path}/`));
}

export function copyRuntimeFile(file) {
  cpSync(join(root, file), join(root, "dist", file), { recursive: true });
}

/** @throws for a file that is no TypeScript */
export async function compileServerFile(file) {
  // Loaded on first use: most starts have nothing to build.
  const { transformWithOxc } = await import("vite");
  const output = join(root, outputOf(file));
  const { code, map } = await transformWithOxc(readFileSync(join(root, file), "utf8"), join(root, file), {
    lang: "ts",
    target: "es2023",
    sourcemap: true,
    decorator: { legacy: true },
    typescript: { onlyRemoveTypeImports: true, rewriteImportExtensions: true },
    tsconfig: false,
  });
  const helpers = relativeUrl(dirname(output), join(root, "dist/server/decorators.js"));
  const program = code.replaceAll(
    helperImport,
    (_import, local, name) => `import { ${name} as ${local} } from ${JSON.stringify(helpers)};`,
  );
  const source = relativeUrl(dirname(output), join(root, file));
  const name = `${output.slice(output.lastIndexOf(sep) + 1)}.map`;
  mkdirSync(dirname(output), { recursive: true });
  writeFileSync(`${output}.map`, JSON.stringify({ ...map, sources: [source], sourcesContent: undefined }));
  writeFileSync(output, `${program}\n//# sourceMappingURL=${name}\n`);
}

/** The compiled file and its source map. */
export function outputsOf(file) {
  return [outputOf(file), `${outputOf(file)}.map`].map((path) => join(root, path));
}

function outputOf(file) {
  return `dist/${file.replace(/\.ts$/u, ".js")}`;
}

function relativeUrl(from, to) {
  const path = relative(from, to).replaceAll(sep, "/");
  return path.startsWith(".") ? path : `./${path}`;
}

/** The files below a folder, as paths from the root with slashes. */
function filesOf(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
}
