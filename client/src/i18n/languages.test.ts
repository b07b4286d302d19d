import { expect, test } from "vitest";
import { languageOf, localeOf } from "./languages.ts";
import { plural } from "./plural.ts";

test.each([
  [["fr-CA", "en"], "fr"],
  [["de", "fr", "en"], "fr"],
  [["EN-gb"], "en"],
  [["de"], "en"],
  [[], "en"],
])("a browser that reads %j gets %s", (tags, language) => {
  expect(languageOf(tags)).toBe(language);
});

test("times are written the way of the reader's region, where it is known", () => {
  expect(localeOf("en", ["fr", "en-AU", "en"])).toBe("en-AU");
  expect(localeOf("fr", ["en-AU"])).toBe("fr");
});

test("French has its singular for none", () => {
  expect(plural("en", 0, "reply", "replies")).toBe("replies");
  expect(plural("fr", 0, "réponse", "réponses")).toBe("réponse");
});
