import { expect, it } from "vitest";
import { likenessOf } from "./likeness.ts";

const worf = { handle: "will_riker", name: "Will Riker" };
const isAlike = (handle: string, name: string): boolean => likenessOf({ handle, name }) === likenessOf(worf);

it.each([
  ["willriker", "Will Riker"],
  ["w1ll_r1ker", "Will Riker"],
  ["wi11_riker_", "will  RIKER"],
  ["wil_riker", "Ｗｉｌｌ Riker"],
  ["vvill_riker", "W\u0456ll R\u0456k\u0435r"],
  ["will_riiker", "Wíll Riker\u200b"],
  ["will_r_i_k_e_r", "WILL-RIKER."],
  ["will_rikerr", "W1ll R|ker"],
])("%s, %s looks like will_riker, Will Riker", (handle, name) => {
  expect(isAlike(handle, name)).toBe(true);
});

it.each([
  ["will_riker", "Thomas Riker"],
  ["thomas_riker", "Will Riker"],
  ["will_riker_2", "Will Riker"],
  ["will", "Will Riker"],
])("%s, %s does not", (handle, name) => {
  expect(isAlike(handle, name)).toBe(false);
});
