import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readImports } from "../test/support/read-imports.ts";

const root = fileURLToPath(new URL(".", import.meta.url));

/** Folders and files of the tests, which may import from the rest of the repository. */
const testCode = /^(contract|clients)\/|\.test\.ts$/;

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
  const imports = await readImports(root, ".", testCode);
  expect(imports.get("local-user-pool.ts")).toContain("tables/database-schema.ts");
  const outside = [...imports].flatMap(([file, targets]) =>
    targets.filter((target) => /^(\.\.|\/)/.test(target)).map((target) => `${file} imports ${target}`),
  );
  expect(outside).toEqual([]);
});

it("has no import circle between files", async () => {
  expect(findCircle(await readImports(root, ".", testCode))).toBeUndefined();
});

it("has no import circle between folders", async () => {
  expect(findCircle(toFolderImports(await readImports(root, ".", testCode)))).toBeUndefined();
});
