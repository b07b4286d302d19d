import { expect, test } from "vitest";
import { preferredLanguage, preferredLocale } from "./languages.ts";
import { arabicPlural, plural } from "./plural.ts";

test.each([
  [["fr-CA", "en"], "fr"],
  [["de", "fr", "en"], "fr"],
  [["EN-gb"], "en"],
  [["ar-EG", "en"], "ar"],
  [["de"], "en"],
  [[], "en"],
])("a browser with the languages %j gets %s", (tags, language) => {
  expect(preferredLanguage(tags)).toBe(language);
});

test("times are formatted for the reader's region, if it is known", () => {
  expect(preferredLocale("en", ["fr", "en-AU", "en"])).toBe("en-AU");
  expect(preferredLocale("fr", ["en-AU"])).toBe("fr");
});

test.each([["ar-EG"], ["ar"], ["en"]])(
  "Arabic has the digits of codes and handles beside them, with the browser's language %s",
  (tag) => {
    const locale = preferredLocale("ar", [tag]);
    expect(new Intl.NumberFormat(locale, { useGrouping: false }).format(1234)).toBe("1234");
  },
);

test("French uses the singular for zero", () => {
  expect(plural("en", 0, "reply", "replies")).toBe("replies");
  expect(plural("fr", 0, "réponse", "réponses")).toBe("réponse");
});

test("Arabic has six forms", () => {
  const forms = { zero: "zero", one: "one", two: "two", few: "few", many: "many", other: "other" };
  expect([0, 1, 2, 3, 10, 11, 99, 100, 103].map((count) => arabicPlural(count, forms))).toEqual([
    "zero",
    "one",
    "two",
    "few",
    "few",
    "many",
    "many",
    "other",
    "few",
  ]);
});
