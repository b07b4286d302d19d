import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Folders and files of the tests, which may import from the rest of the repository. */
const testCode = /^(contract|clients)\/|\.test\.ts$/;

/** `import … from`, `export … from`, `import "…"`, and `import("…")`, as a call and as a type. */
const specifier = /\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g;

/** The relative imports of each source file, types included, as paths from the folder of the local user pool. */
async function readImports(): Promise<Map<string, string[]>> {
  const names = await readdir(root, { recursive: true });
  const files = names.filter((name) => name.endsWith(".ts") && !testCode.test(name)).toSorted();
  const entries = files.map(async (file): Promise<[string, string[]]> => {
    const source = await readFile(join(root, file), "utf8");
    const specifiers = Array.from(source.matchAll(specifier), ([, name = ""]) => name);
    const targets = specifiers.filter((name) => /^[./]/.test(name)).map((name) => join(dirname(file), name));
    return [file, targets];
  });
  return new Map(await Promise.all(entries));
}

/** The imports between folders; a file at the root stands for itself. */
function toFolderImports(imports: Map<string, string[]>): Map<string, string[]> {
  const folderOf = (file: string) => (dirname(file) === "." ? file : dirname(file));
  const result = new Map<string, string[]>();
  for (const [file, targets] of imports) {
    const folder = folderOf(file);
    const others = targets.map(folderOf).filter((target) => target !== folder);
    result.set(folder, [...(result.get(folder) ?? []), ...others]);
  }
  return result;
}

/** The first import circle found by depth-first search, as a path from a node back to itself. */
function findCircle(imports: Map<string, string[]>): string[] | undefined {
  const finished = new Set<string>();
  const visit = (node: string, path: string[]): string[] | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node];
    if (finished.has(node)) return undefined;
    for (const target of imports.get(node) ?? []) {
      const circle = visit(target, [...path, node]);
      if (circle) return circle;
    }
    finished.add(node);
    return undefined;
  };
  for (const node of imports.keys()) {
    const circle = visit(node, []);
    if (circle) return circle;
  }
  return undefined;
}

it("imports nothing of the repository from outside its own folder", async () => {
  const imports = await readImports();
  expect(imports.get("local-user-pool.ts")).toContain("tables/database-schema.ts");
  const outside = [...imports].flatMap(([file, targets]) =>
    targets.filter((target) => /^(\.\.|\/)/.test(target)).map((target) => `${file} imports ${target}`),
  );
  expect(outside).toEqual([]);
});

it("has no import circle between files", async () => {
  expect(findCircle(await readImports())).toBeUndefined();
});

it("has no import circle between folders", async () => {
  expect(findCircle(toFolderImports(await readImports()))).toBeUndefined();
});
