// `npm run licences` writes docs/licences.md: what Cruddur ships that others wrote. With --check it compares only. Either
// way it fails on a licence that is not on the list below, and on a package without one.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";

const root = new URL("../", import.meta.url);
const file = new URL("docs/licences.md", root);

/** Licences that ask for no more than their own text. Another one is a decision, and the place for it is here. */
const allowed = new Set(
  "0BSD Apache-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause ISC MIT MIT-0 PSF-2.0 Unlicense".split(" "),
);

const { packages } = JSON.parse(readFileSync(new URL("package-lock.json", root), "utf8"));

const onServer = Object.keys(packages).filter(
  (path) => path && !packages[path].dev && !packages[path].devOptional,
);
const inPages = closure(["client/src", "client/playground"].flatMap(importedPackages));
const shipped = [...new Set([...onServer, ...inPages])];

const refused = shipped.filter((path) => !isAllowed(packages[path].license));
for (const path of refused)
  console.error(
    `${nameOf(path)} has the licence ${packages[path].license ?? "(none)"}, which is not allowed here.`,
  );
if (refused.length > 0) process.exitCode = 1;

const text = await format(
  `# Licences

Generated from the lock file by \`npm run licences\`. Do not edit.

Cruddur is under the [MIT licence](../LICENSE). What it ships of others, all under licences that ask for no more than
their own text:

## On the server

${table(onServer)}

## In the pages

What the web client and the playground are built from. GraphiQL's style sheet has two fonts in it: Roboto (Apache-2.0) and
Fira Code (OFL-1.1).

${table(inPages)}
`,
  { parser: "markdown", printWidth: 110 },
);
if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (readFileSync(file, "utf8") !== text) {
  console.error("docs/licences.md is not what the lock file says. Run `npm run licences` and commit it.");
  process.exitCode = 1;
}

/** An SPDX expression: one of those joined by OR is enough, all joined by AND are needed. */
function isAllowed(expression = "") {
  const alternatives = expression.replaceAll(/[()]/gu, "").split(" OR ");
  return alternatives.some((each) => each.split(" AND ").every((licence) => allowed.has(licence)));
}

function table(paths) {
  const rows = new Set(paths.map((path) => `| ${nameOf(path)} | ${packages[path].license} |`));
  return ["| package | licence |", "| --- | --- |", ...Array.from(rows).toSorted(byCodeUnits)].join("\n");
}

/** The same order in every language. */
function byCodeUnits(a, b) {
  return a < b ? -1 : Number(a > b);
}

function nameOf(path) {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

/** Packages that the files of a folder import, tests aside. */
function importedPackages(folder) {
  return readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && /\.tsx?$/u.test(entry.name) && !/\.(?:test|config)\.tsx?$/u.test(entry.name),
    )
    .flatMap((entry) => {
      const source = readFileSync(`${entry.parentPath}/${entry.name}`, "utf8");
      return [...source.matchAll(/ from "((?:@[\w-]+\/)?[a-z][\w.-]*)/gu)].map(([, name]) => name);
    });
}

/** The lock file's paths of these packages and of all that they depend on. */
function closure(names) {
  const found = new Set();
  const visit = (name, from) => {
    const path = resolve(name, from);
    if (path === undefined || found.has(path)) return;
    found.add(path);
    const { dependencies, peerDependencies, peerDependenciesMeta } = packages[path];
    for (const peer of Object.keys(peerDependencies ?? {}))
      if (!peerDependenciesMeta?.[peer]?.optional) visit(peer, path);
    for (const dependency of Object.keys(dependencies ?? {})) visit(dependency, path);
  };
  for (const name of names) visit(name, "");
  return [...found];
}

/** As Node does: the nearest node_modules above. */
function resolve(name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const path = `${at}${at && "/"}node_modules/${name}`;
    if (packages[path]) return path;
    if (at === "") return undefined;
  }
}
