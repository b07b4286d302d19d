import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const root = new URL("..", import.meta.url);

/** Declarations that name a side of the screen. In a shorthand of four values the second and fourth are such sides. */
const physical = [
  /^(?:left|right|float|clear)\s*:/u,
  /^(?:margin|padding|border|scroll-margin|scroll-padding|inset)-(?:left|right)\b/u,
  /^border-(?:top|bottom)-(?:left|right)-radius\s*:/u,
  /^(?:text-align|transform-origin)\s*:\s*(?:left|right)/u,
  /gradient\((?:to [a-z ]*)?\b(?:left|right)\b/u,
];

const parts = /(?:[^\s()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))+/gu;

function isPhysical(declaration: string): boolean {
  if (physical.some((pattern) => pattern.test(declaration))) return true;
  const [, shorthand, values = ""] =
    /^(margin|padding|inset|border-width|border-radius|scroll-margin|scroll-padding)\s*:(.*)$/su.exec(
      declaration,
    ) ?? [];
  if (shorthand === undefined) return false;
  const [first, second, third, fourth] = values.match(parts) ?? [];
  return shorthand === "border-radius"
    ? fourth !== undefined && (first !== second || third !== fourth)
    : fourth !== undefined && second !== fourth;
}

/** The declarations of the web client's stylesheets, each with its file. */
const declarations = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".css"))
  .flatMap((path) =>
    readFileSync(new URL(path, root), "utf8")
      .replaceAll(/\/\*.*?\*\//gsu, "")
      .split(/[{};]/u)
      .map((text) => ({ path, declaration: text.trim() })),
  );

test("no stylesheet names the left or the right, so that pages are mirrored for Arabic", () => {
  expect(declarations.length).toBeGreaterThan(500);
  expect(declarations.filter(({ declaration }) => isPhysical(declaration))).toEqual([]);
});

test.each([
  "margin-left: auto",
  "inset: 0 0 0 auto",
  "padding: 1px 2px 3px max(1px, env(x))",
  "text-align: right",
  "background: linear-gradient(to right, red, blue)",
  "transform-origin: left center",
])("%j counts as such", (declaration) => {
  expect(isPhysical(declaration)).toBe(true);
});

test.each([
  "margin-inline-start: auto",
  "inset: 0",
  "padding: 1px calc(2px + 3px) 4px",
  "text-align: end",
  "background: linear-gradient(to bottom, red)",
])("%j does not", (declaration) => {
  expect(isPhysical(declaration)).toBe(false);
});
