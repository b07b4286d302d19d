// Builds the packages that others install, ready for `npm publish`, into dist/packages: `node scripts/build-packages.mjs` all of
// them, `… sdk` this one.

import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { findTool } from "./find-tool.mjs";
import { isTooOldSource, oldestNode } from "./oldest-node.mjs";
import { packages } from "./packages/packages.mjs";
import { root } from "./root.mjs";

const at = (path) => join(root, path);
const source = JSON.parse(readFileSync(at("package.json"), "utf8"));
const requested = process.argv.slice(2);
const unknown = requested.filter((name) => !Object.hasOwn(packages, name));
if (unknown.length > 0) {
  console.error(
    `No such package: ${unknown.join(", ")}. The packages are ${Object.keys(packages).join(", ")}.`,
  );
  process.exit(1);
}
for (const name of requested.length > 0 ? requested : Object.keys(packages)) await build(name);

async function build(name) {
  const definition = packages[name];
  const folder = at(`dist/packages/${name}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync(process.execPath, [findTool("tsc"), "-p", at(definition.tsconfig)], { stdio: "inherit" });
  finishDeclarations(folder, Object.values(definition.entries));
  copyFileSync(at("LICENSE"), join(folder, "LICENSE"));
  copyFileSync(at(definition.readme), join(folder, "README.md"));
  const { name: published } = definition.manifest;
  writeFileSync(join(folder, "require.cjs"), refuseRequire(published));
  writeFileSync(join(folder, "require.d.cts"), "export {};\n");
  if (definition.onlyNode)
    for (const entry of Object.values(definition.entries)) await writeNodeCheck(folder, entry, published);
  for (const file of Object.values(definition.manifest.bin ?? {})) writeCommand(folder, file, published);
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(toManifest(definition), null, 2)}\n`);
  checkDependencies(folder, definition);
  await definition.finish?.({ folder, at, load: (file) => import(pathToFileURL(join(folder, file)).href) });
}

/**
 * An old Node.js cannot link the modules, and would name what it stumbles over. What `import` loads checks the version before it
 * loads them.
 */
async function writeNodeCheck(folder, entry, name) {
  const names = Object.keys(await import(pathToFileURL(join(folder, `${entry}.js`)).href));
  writeFileSync(
    join(folder, `${entry}.import.js`),
    `if (${isTooOldSource}) throw new Error(${toNodeMessage(name)});
export const { ${names.join(", ")} } = await import("./${entry.split("/").at(-1)}.js");
`,
  );
}

/** A command checks it too, and tells without a stack. */
function writeCommand(folder, file, name) {
  const command = file.split("/").at(-1).replace(".start.js", ".js");
  writeFileSync(
    join(folder, file),
    `#!/usr/bin/env node
if (${isTooOldSource}) {
  console.error(${toNodeMessage(name)});
  process.exitCode = 1;
} else await import("./${command}");
`,
  );
}

/** The source of what an old Node.js is told. */
function toNodeMessage(name) {
  const message = `${name} needs Node.js ${oldestNode} or later; this is `;
  return `${JSON.stringify(message)} + process.version + ". Install a newer Node.js."`;
}

/** The manifest names each package that the code imports, and no other. */
function checkDependencies(folder, { dependencies = [], peers = [], optional = [] }) {
  const imported = new Set();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    if (!/\.(?:js|d\.ts)$/u.test(name)) continue;
    const text = readFileSync(join(folder, name), "utf8");
    for (const [, specifier] of text.matchAll(/(?:^import |\bfrom |\bimport\()"([^."\s][^"\s]*)"/gmu)) {
      const [, module] = /^((?:@[^/]+\/)?[^/]+)/u.exec(specifier);
      if (!module.startsWith("node:")) imported.add(module);
    }
  }
  const named = [...dependencies, ...peers];
  const missing = [...imported].filter((name) => !named.includes(name) && !optional.includes(name));
  const unused = named.filter((name) => !imported.has(name));
  if (missing.length + unused.length > 0)
    throw new Error(
      `${folder} imports without naming it: ${missing.join(", ")}; names without importing it: ${unused.join(", ")}`,
    );
}

/** Where Node.js cannot load an ES module by `require`, it gets this. */
function refuseRequire(name) {
  const message = `${name} is an ES module. Use import, or Node.js ${oldestNode} or later, whose require loads ES modules; this is `;
  return `throw new Error(${JSON.stringify(message)} + process.version + ".");\n`;
}

function toManifest({ manifest, entries, onlyNode, dependencies = [], peers = [], optional = [], files }) {
  const { version, license } = source;
  // The registry compares it with the provenance.
  const { GITHUB_REPOSITORY, GITHUB_SERVER_URL } = process.env;
  const versions = { ...source.devDependencies, ...source.dependencies };
  const exported = Object.entries(entries).map(([path, file]) => {
    const code = { types: `./${file}.d.ts`, default: `./${file}.js` };
    const refused = { types: "./require.d.cts", default: "./require.cjs" };
    const checked = onlyNode ? { ...code, default: `./${file}.import.js` } : code;
    return [path, { import: checked, "module-sync": code, require: refused, default: code }];
  });
  return {
    ...manifest,
    version,
    license,
    ...(GITHUB_REPOSITORY && {
      repository: { type: "git", url: `git+${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}.git` },
    }),
    type: "module",
    engines: { node: source.engines.node },
    exports: { ...Object.fromEntries(exported), "./package.json": "./package.json" },
    types: `./${entries["."]}.d.ts`,
    files: [...files, "require.cjs", "require.d.cts"],
    ...(dependencies.length > 0 && {
      dependencies: Object.fromEntries(dependencies.map((name) => [name, source.dependencies[name]])),
    }),
    ...(peers.length + optional.length > 0 && {
      peerDependencies: Object.fromEntries(
        [...peers, ...optional].map((name) => [name, `^${versions[name]}`]),
      ),
    }),
    ...(optional.length > 0 && {
      peerDependenciesMeta: Object.fromEntries(optional.map((name) => [name, { optional: true }])),
    }),
  };
}

/**
 * Leaves the declarations that the entries need alone. TypeScript rewrites import specifiers to .js in the code, but leaves .ts
 * in declarations.
 */
function finishDeclarations(folder, entries) {
  const needed = new Set();
  const visit = (path) => {
    if (needed.has(path)) return;
    needed.add(path);
    const text = readFileSync(path, "utf8");
    for (const [, imported] of text.matchAll(/["'](\.[^"']*)\.ts["']/gu))
      visit(join(dirname(path), `${imported}.d.ts`));
    writeFileSync(path, text.replaceAll(/(["']\.[^"']*)\.ts(?=["'])/gu, "$1.js"));
  };
  for (const entry of entries) visit(join(folder, `${entry}.d.ts`));
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (name.endsWith(".d.ts") && !needed.has(path)) rmSync(path);
  }
  if (needed.size === 0) throw new Error(`No declarations in ${relative(root, folder)}`);
}
