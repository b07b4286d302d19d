import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const read = (path: string): string => readFileSync(join(root, path), "utf8");

type LockedPackage = Partial<
  Record<"dependencies" | "optionalDependencies" | "peerDependencies", Record<string, string>>
> & { os?: string[] };
const locked: Record<string, LockedPackage> = JSON.parse(read("package-lock.json")).packages;
const manifest: Record<"scripts" | "dependencies" | "devDependencies", Record<string, string>> = JSON.parse(
  read("package.json"),
);
const groups: Record<"start" | "playground", string[]> = JSON.parse(read("scripts/package-groups.json"));

/** The package that Node finds from a place in node_modules. */
function resolve(name: string, from: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf("/node_modules/")))) {
    const path = `${at}${at && "/"}node_modules/${name}`;
    if (locked[path]) return path;
    if (at === "") return undefined;
  }
}

/** Paths in the lock file of packages and of all that npm installs with them, on any system. */
function withDependencies(names: string[]): Set<string> {
  const found = new Set<string>();
  const visit = (name: string, from: string): void => {
    const path = resolve(name, from);
    const each = path === undefined ? undefined : locked[path];
    if (path === undefined || each === undefined || found.has(path)) return;
    found.add(path);
    const { dependencies, optionalDependencies, peerDependencies } = each;
    for (const below of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }))
      visit(below, path);
  };
  for (const name of names) visit(name, "");
  return found;
}

/** The packages that the program files of a folder import. */
function importsOf(folder: string): string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter(
    (name) => /\.tsx?$/u.test(name) && !/\.test\.tsx?$/u.test(name),
  );
  return files.flatMap((file) => {
    const imports = read(join(folder, file)).matchAll(/(?:from|import) "((?:@[\w-]+\/)?[a-z][\w.-]*)/gu);
    return [...imports]
      .map(([, name = ""]) => name)
      .filter((name) => name !== "node" && name !== "@cruddur/sdk");
  });
}

describe("the packages of npm start", () => {
  const started = [...Object.keys(manifest.dependencies), ...groups.start];

  it("have a bounded number, without editors, compilers, benchmarks and checks", () => {
    const paths = withDependencies(started);
    const onOneSystem = [...paths].filter((path) => !locked[path]?.os);
    expect(onOneSystem.length).toBeLessThanOrEqual(335);
    const heavy = [
      "monaco-editor",
      "typescript",
      "aws-amplify",
      "vitest",
      "drizzle-kit",
      "@graphql-codegen/cli",
    ];
    expect(heavy.filter((name) => paths.has(`node_modules/${name}`))).toEqual([]);
  });

  it.each(["client/src", "client/sdk", "client/generated"])("are all that %s imports", (folder) => {
    const missing = importsOf(folder).filter((name) => !started.includes(name) && !name.startsWith("vitest"));
    expect(missing).toEqual([]);
  });

  it("and those of the playground are all that it imports", () => {
    const installed = [...Object.keys(manifest.dependencies), ...groups.playground];
    expect(importsOf("client/playground").filter((name) => !installed.includes(name))).toEqual([]);
  });

  it("are devDependencies of package.json, whose versions the lock file has", () => {
    for (const name of [...groups.start, ...groups.playground])
      expect({ name, version: manifest.devDependencies[name] }).toHaveProperty("version", expect.any(String));
  });
});

describe("a script of package.json", () => {
  /** Installs what `npm start` needs. */
  const light = /^node (?:--enable-source-maps )?(?:dist|scripts\/dev)/u;
  /** Import nothing but Node's modules. */
  const bare = ["version", "node-versions"];
  const commands = Object.entries(manifest.scripts).filter(
    ([name]) => !name.startsWith("pre") && !/^check:(?!sdk)/u.test(name) && !bare.includes(name),
  );

  it.each(commands)("%s installs its packages first", (name, command) => {
    const before = manifest.scripts[`pre${name}`] ?? "";
    expect(before).toContain("node scripts/install.mjs");
    expect(before.includes("install.mjs start")).toBe(light.test(command));
  });
});
