import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** `import … from`, `export … from`, `import "…"`, and `import("…")`, as a call and as a type. */
const specifier = /\b(?:from|import)\s*\(?\s*["']([^"']+)["']/g;

/**
 * The relative imports of the TypeScript files in a folder and below, types included. All paths are relative to the root.
 *
 * @param isTest matches paths of files that are left out.
 */
export async function readImports(
  root: string,
  folder: string,
  isTest: RegExp,
): Promise<Map<string, string[]>> {
  const names = await readdir(join(root, folder), { recursive: true });
  const files = names
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name))
    .filter((file) => !isTest.test(file))
    .toSorted();
  const entries = files.map(async (file): Promise<[string, string[]]> => {
    const source = await readFile(join(root, file), "utf8");
    const specifiers = Array.from(source.matchAll(specifier), ([, name = ""]) => name);
    const targets = specifiers.filter((name) => /^[./]/.test(name)).map((name) => join(dirname(file), name));
    return [file, targets];
  });
  return new Map(await Promise.all(entries));
}
