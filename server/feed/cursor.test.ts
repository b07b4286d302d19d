import fc from "fast-check";
import { v7 } from "uuid";
import { expect, it } from "vitest";
import { decodeCursor, encodeCursor } from "./cursor.ts";

it("gives back the id that went in", () => {
  const id = v7();
  expect(decodeCursor("home", encodeCursor("home", id))).toBe(id);
});

it("takes nothing that it did not make", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(decodeCursor("home", text)).toBeUndefined();
      expect(decodeCursor("home", Buffer.from(`home:${text}`).toString("base64url"))).toBeUndefined();
    }),
  );
});
