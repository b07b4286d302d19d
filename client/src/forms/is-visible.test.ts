import { expect, test } from "vitest";
import { isVisible as isVisibleToApi } from "../../../server/lib/plain-text.ts";
import { isVisible } from "./is-visible.ts";

test("the web client and the API agree about every code point", () => {
  const differing: string[] = [];
  for (let codePoint = 0; codePoint <= 0x10_ff_ff; codePoint++) {
    const character = String.fromCodePoint(codePoint);
    if (isVisible(character) !== isVisibleToApi(character)) differing.push(codePoint.toString(16));
  }
  expect(differing).toEqual([]);
});
