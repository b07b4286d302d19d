import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { v7 } from "uuid";
import { expect, it } from "vitest";
import { type CursorList, decodeCursor, encodeCursor } from "./cursor.ts";

const key = randomBytes(32);

it("decodes to the id that was encoded", () => {
  const id = v7();
  expect(decodeCursor(key, "home", encodeCursor(key, "home", id))).toBe(id);
});

it("decodes nothing but its own: no arbitrary text, no cursor of another list or key", () => {
  const lists: CursorList[] = ["home", `author ${v7()}`, `replies ${v7()}`];
  for (const list of lists) {
    const cursor = encodeCursor(key, list, v7());
    for (const other of lists) expect(decodeCursor(key, other, cursor) !== undefined).toBe(other === list);
    expect(decodeCursor(randomBytes(32), list, cursor)).toBeUndefined();
  }
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String()), (text) => {
      expect(decodeCursor(key, "home", text)).toBeUndefined();
    }),
  );
});

it("refuses a cursor that was changed, shortened or extended", () => {
  const cursor = encodeCursor(key, "home", v7());
  const character = fc.constantFrom("a", "b", "Y", "Z", "0", "9", "-", "_", "=", "+", "/", " ");
  fc.assert(
    fc.property(fc.nat(cursor.length - 1), character, (at, changed) => {
      const other = cursor.slice(0, at) + changed + cursor.slice(at + 1);
      expect(decodeCursor(key, "home", other) !== undefined).toBe(other === cursor);
      expect(decodeCursor(key, "home", cursor.slice(0, at))).toBeUndefined();
      expect(decodeCursor(key, "home", cursor + changed)).toBeUndefined();
    }),
  );
});
