import { expect, it } from "vitest";
import { preferredLanguage } from "./preferred-language.ts";

it.each([
  [undefined, "en"],
  ["", "en"],
  ["fr", "fr"],
  ["fr-CA, fr;q=0.9, en;q=0.5", "fr"],
  ["de, ar-EG;q=0.8, en;q=0.7", "ar"],
  ["en;q=0.4, fr;q=0.6", "fr"],
  ["fr;q=0, en", "en"],
  ["de, pt", "en"],
  ["*", "en"],
  [`fr,${"a,".repeat(600)}`, "en"],
  ["fr\u0000;;;q=q", "en"],
])("%j prefers %s", (header, language) => {
  expect(preferredLanguage(header)).toBe(language);
});
