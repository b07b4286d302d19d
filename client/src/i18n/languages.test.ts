import { expect, test } from "vitest";
import { preferredLanguage, preferredLocale } from "./languages.ts";
import { plural } from "./plural.ts";

test.each([
  [["fr-CA", "en"], "fr"],
  [["de", "fr", "en"], "fr"],
  [["EN-gb"], "en"],
  [["de"], "en"],
  [[], "en"],
])("a browser with the languages %j gets %s", (tags, language) => {
  expect(preferredLanguage(tags)).toBe(language);
});

test("times are formatted for the reader's region, if it is known", () => {
  expect(preferredLocale("en", ["fr", "en-AU", "en"])).toBe("en-AU");
  expect(preferredLocale("fr", ["en-AU"])).toBe("fr");
});

test("French uses the singular for zero", () => {
  expect(plural("en", 0, "reply", "replies")).toBe("replies");
  expect(plural("fr", 0, "réponse", "réponses")).toBe("réponse");
});
