import fc from "fast-check";
import { expect, it } from "vitest";
import { createIdGenerator } from "./new-id.ts";

it("makes ids that sort in the order in which they were made, even if the clock steps back", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2 ** 47 }), { minLength: 2, maxLength: 50 }), (times) => {
      let time = 0;
      const newId = createIdGenerator(() => new Date(time));
      const ids = times.flatMap((each) => {
        time = each;
        return [newId(), newId()];
      });
      expect(ids.toSorted()).toEqual(ids);
      expect(new Set(ids).size).toBe(ids.length);
    }),
  );
});
