// The packages of the lock file that Cruddur ships, by their paths: those of the server, and those that are built into the pages.

import { readdirSync, readFileSync } from "node:fs";

const root = new URL("../", import.meta.url);

/** The entries of the lock file, by path, as "node_modules/graphql". */
export const { packages } = JSON.parse(readFileSync(new URL("package-lock.json", root), "utf8"));

export const serverPackages = Object.keys(packages).filter(
  (path) => path && !packages[path].dev && !packages[path].devOptional,
);
export const pagePackages = withDependencies(["client/src", "client/playground"].flatMap(importedPackages));

/** The name of the package at a path. */
export function nameOf(path) {
  return path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
}

/** The packages that the files of a folder import, without tests. */
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

/** Paths in the lock file of these packages and of all their dependencies. */
function withDependencies(names) {
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

/** Resolves a package as Node does: in the nearest node_modules above. */
function resolve(name, from) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const path = `${at}${at && "/"}node_modules/${name}`;
    if (packages[path]) return path;
    if (at === "") return undefined;
  }
}
