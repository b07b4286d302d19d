import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const page = new URL("../../../docs/security.md", import.meta.url);
const text = readFileSync(page, "utf8");

/** The numbered rules, each with its list of tests: a link's text is the title of a test, its address the file. */
const rules = text
  .split(/^(?=\d+\. )/m)
  .slice(1)
  .map((rule) => ({
    number: Number.parseInt(rule, 10),
    tests: Array.from(
      rule.matchAll(/^ +- \[([^\]]+)\]\(([^)]+\.test\.tsx?)\)$/gm),
      ([, title = "", file = ""]) => ({
        title,
        file,
      }),
    ),
  }));

it("numbers its rules without a gap, and says how many there are", () => {
  expect(rules.map(({ number }) => number)).toEqual(rules.map((_rule, index) => index + 1));
  expect(Number(/(\d+) rules, each with/.exec(text)?.[1])).toBe(rules.length);
});

it.each(rules)("names tests that exist: rule $number", ({ tests }) => {
  expect(tests).not.toEqual([]);
  const missing = tests.filter(({ title, file }) => {
    const url = new URL(file, page);
    return !existsSync(url) || !readFileSync(url, "utf8").includes(title);
  });
  expect(missing).toEqual([]);
});

it("links to pages that exist", () => {
  const links = Array.from(text.matchAll(/\]\(((?!https?:)[^)]+)\)/g), ([, link = ""]) => link);
  expect(links.filter((link) => !existsSync(new URL(link, page)))).toEqual([]);
});
