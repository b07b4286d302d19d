import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseAst } from "vite";

/** A regular expression of the source. */
export type SourcePattern = { file: string; pattern: RegExp };

export type SourcePatterns = {
  patterns: SourcePattern[];
  /** Files that make patterns of text, which no reader of the source knows. */
  builders: string[];
};

const isSource = /\.(?:[jt]s|tsx)$/;
/** What never meets input: tests, benchmarks, generated files and settings of tools. */
const isLeftOut = /\.d\.ts$|[.-]test\.tsx?$|\.config\.ts$|\/(?:test|bench|e2e|contract|dist|node_modules)\//;

/** All patterns in the source of some folders. The local user pool's rules for strings (`pattern: "…"`) are patterns, too. */
export async function readPatterns(root: string, folders: string[]): Promise<SourcePatterns> {
  const found: SourcePatterns = { patterns: [], builders: [] };
  for (const folder of folders) {
    const names = await readdir(join(root, folder), { recursive: true });
    const files = names.map((name) => join(folder, name)).filter((file) => isSource.test(file));
    for (const file of files.filter((each) => !isLeftOut.test(`/${each}`)).toSorted()) {
      const text = await readFile(join(root, file), "utf8");
      const lang = file.endsWith("x") ? "tsx" : "ts";
      for (const node of nodesOf(parseAst(text, { lang }))) note(node, file, found);
    }
  }
  return found;
}

function note(node: object, file: string, { patterns, builders }: SourcePatterns): void {
  if ("regex" in node && isRegex(node.regex))
    patterns.push({ file, pattern: new RegExp(node.regex.pattern, node.regex.flags) });
  if ("callee" in node && nameOf(node.callee) === "RegExp") builders.push(file);
  if (!("key" in node && "value" in node) || nameOf(node.key) !== "pattern") return;
  const text = textOf(node.value);
  if (text !== undefined) patterns.push({ file, pattern: new RegExp(`^(?:${text})$`, "su") });
}

function* nodesOf(value: unknown): Generator<object> {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value) yield value;
  for (const child of Object.values(value)) yield* nodesOf(child);
}

function isRegex(value: unknown): value is { pattern: string; flags: string } {
  return typeof value === "object" && value !== null && "pattern" in value && "flags" in value;
}

function nameOf(node: unknown): unknown {
  return typeof node === "object" && node !== null && "name" in node ? node.name : undefined;
}

function textOf(node: unknown): string | undefined {
  return typeof node === "object" && node !== null && "value" in node && typeof node.value === "string"
    ? node.value
    : undefined;
}
