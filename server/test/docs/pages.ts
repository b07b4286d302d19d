import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** A page of the documentation; `path` is from the root of the repository. */
export type Page = { path: string; text: string };

const read = (path: string): Page => ({ path, text: readFileSync(`${root}/${path}`, "utf8") });

const markdownIn = (folder: string): string[] =>
  readdirSync(`${root}/${folder}`)
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name}`);

/** Pages that describe the current state. */
export const pages: Page[] = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "client/sdk/README.md",
  ...markdownIn("docs"),
].map(read);

/** Decision records. Their links must work, but their text may name files of the past. */
export const decisions: Page[] = markdownIn("docs/decisions").map(read);

/** The fenced code blocks of a language, without their indentation. */
export function blocks({ text }: Page, language: string): string[] {
  return [...text.matchAll(/^( *)```(\w+)\n(.*?)^ *```$/gmsu)]
    .filter(([, , named]) => named === language)
    .map(([, indent = "", , code = ""]) => code.replaceAll(new RegExp(`^${indent}`, "gmu"), ""));
}
