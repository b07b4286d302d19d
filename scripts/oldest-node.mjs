// The oldest version of Node that is supported: `engines` of package.json, the one place that says it.
// Imports only Node's modules and ours, since nothing may be installed yet.

import { readFileSync } from "node:fs";

const { engines } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** Major and minor number, as "22.12". */
export const oldestNode = /^>=(\d+\.\d+)$/u.exec(engines.node)?.[1];
if (oldestNode === undefined) throw new Error(`engines.node in package.json is not as ">=22.12".`);

const [oldestMajor, oldestMinor] = oldestNode.split(".").map(Number);

/** The source of an expression that is true where the program runs on an older version. */
export const isTooOldSource = `((major, minor) => major < ${oldestMajor} || (major === ${oldestMajor} && minor < ${oldestMinor}))(...process.versions.node.split(".").map(Number))`;

/** Whether a version, as "20.20.2", is older. */
export function isTooOld(version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}
