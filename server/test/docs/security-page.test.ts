import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const page = new URL("../../../docs/security.md", import.meta.url);
const text = readFileSync(page, "utf8");

/** The rules of the table, each with the tests that it names: a link's text is the title, its address the file. */
const rules = Array.from(text.matchAll(/^\| +(\d+) +\|(.*)\|$/gm), ([, number, row = ""]) => ({
  number: Number(number),
  tests: Array.from(row.matchAll(/\[([^\]]+)\]\(([^)]+\.test\.tsx?)\)/g), ([, title = "", file = ""]) => ({
    title,
    file,
  })),
}));

it("has a row for each of the 44 rules", () => {
  expect(rules.map(({ number }) => number)).toEqual(Array.from({ length: 44 }, (_each, index) => index + 1));
});

it.each(rules)("names tests that are there: rule $number", ({ tests }) => {
  expect(tests).not.toEqual([]);
  const missing = tests.filter(({ title, file }) => {
    const url = new URL(file, page);
    return !existsSync(url) || !readFileSync(url, "utf8").includes(title);
  });
  expect(missing).toEqual([]);
});

it("links to pages that are there", () => {
  const links = Array.from(text.matchAll(/\]\(((?!https?:)[^)]+)\)/g), ([, link = ""]) => link);
  expect(links.filter((link) => !existsSync(new URL(link, page)))).toEqual([]);
});
