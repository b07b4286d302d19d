import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Language } from "../lib/preferred-language.ts";
import { html, type Html } from "./html.ts";

export type Page = { path: string; language: Language; head: Html; text: Html };

/** The files of the code of a page, besides those in `index.html`, by the first part of its path. */
const pageCode = z.record(z.string(), z.array(z.string()));
export type PageCode = z.infer<typeof pageCode>;

/** Makes a page of the web client's `index.html`. */
export type PageTemplate = (page: Page) => string;

/**
 * Reads `index.html` once. Its title and description are replaced by the head of a page, its `<noscript>` by the text of
 * the page, and its language by that of the page. The head also names the page's own code, so that it is fetched at once.
 *
 * @param directory the output of `vite build`.
 */
export async function readPageTemplate(directory: string): Promise<PageTemplate> {
  const index = await readFile(join(directory, "index.html"), "utf8");
  const code = await readFile(join(directory, "page-code.json"), "utf8");
  return toPageTemplate(index, pageCode.parse(JSON.parse(code)));
}

export function toPageTemplate(index: string, code: PageCode): PageTemplate {
  const language = replaceElement(index, "<html", ">", "\0language\0");
  const title = replaceElement(language, "<title>", "</title>", "\0head\0");
  const text = replaceElement(title, "<noscript>", "</noscript>", "\0text\0");
  const parts = withoutDescription(text).split("\0");
  const preloads = new Map(Object.entries(code).map(([page, files]) => [page, toPreloads(files)]));
  return ({ path, language: name, head, text: content }) =>
    parts
      .map((part) => {
        if (part === "language") return `<html lang="${name}" dir="${name === "ar" ? "rtl" : "ltr"}">`;
        if (part === "head") return head.text + (preloads.get(path.split("/")[1] ?? "") ?? "");
        return part === "text" ? `<noscript>${content.text}</noscript>` : part;
      })
      .join("");
}

function toPreloads(files: readonly string[]): string {
  return files
    .map((file) => html`<link rel="modulepreload" crossorigin fetchpriority="low" href="${file}" />`.text)
    .join("");
}

/** Replaces the first element, from its start to its end. */
function replaceElement(text: string, start: string, end: string, replacement: string): string {
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) return text;
  return text.slice(0, from) + replacement + text.slice(to + end.length);
}

function withoutDescription(text: string): string {
  const name = text.indexOf('name="description"');
  const from = text.lastIndexOf("<meta", name);
  return name < 0 || from < 0 ? text : text.slice(0, from) + text.slice(text.indexOf(">", name) + 1);
}
