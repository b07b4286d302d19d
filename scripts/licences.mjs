// `npm run licences` writes docs/licences.md, the third-party packages that Cruddur ships. With --check it writes nothing,
// and fails if the file is stale. In both cases a package without an allowed licence is an error.

import { readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import { nameOf, packages, pagePackages, serverPackages } from "./shipped-packages.mjs";

const root = new URL("../", import.meta.url);
const file = new URL("docs/licences.md", root);

/** Permissive licences: they require nothing but their own text. Adding one is a decision. */
const allowedLicences = new Set(
  "0BSD Apache-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause ISC MIT MIT-0 PSF-2.0 Unlicense".split(" "),
);

const shipped = [...new Set([...serverPackages, ...pagePackages])];

const refused = shipped.filter((path) => !isAllowed(packages[path].license));
for (const path of refused)
  console.error(
    `${nameOf(path)} has the licence ${packages[path].license ?? "(none)"}, which scripts/licences.mjs does not allow.`,
  );
if (refused.length > 0) process.exitCode = 1;

const text = await format(
  `# Licences

Generated from the lock file by \`npm run licences\`. Do not edit.

Cruddur is under the [MIT licence](../LICENSE). It ships these packages, all under licences that require nothing but their
own text:

## On the server

${table(serverPackages)}

## In the pages

These are built into the web client and the playground. GraphiQL's style sheet contains two fonts: Roboto (Apache-2.0)
and Fira Code (OFL-1.1).

${table(pagePackages)}
`,
  { parser: "markdown", printWidth: 110 },
);
if (!process.argv.includes("--check")) writeFileSync(file, text);
else if (readFileSync(file, "utf8") !== text) {
  console.error("docs/licences.md is stale. Run `npm run licences` and commit it.");
  process.exitCode = 1;
}

/** Evaluates an SPDX expression: one operand of OR is enough, all operands of AND are needed. */
function isAllowed(expression = "") {
  const alternatives = expression.replaceAll(/[()]/gu, "").split(" OR ");
  return alternatives.some((each) => each.split(" AND ").every((licence) => allowedLicences.has(licence)));
}

function table(paths) {
  const rows = new Set(paths.map((path) => `| ${nameOf(path)} | ${packages[path].license} |`));
  return ["| package | licence |", "| --- | --- |", ...Array.from(rows).toSorted(byCodeUnits)].join("\n");
}

/** Compares without a locale, so that the order is the same on every machine. */
function byCodeUnits(a, b) {
  return a < b ? -1 : Number(a > b);
}
