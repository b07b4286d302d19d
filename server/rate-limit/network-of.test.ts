import { expect, test } from "vitest";
import { networkOf, networksOf } from "./network-of.ts";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:aaaa::1", "2001:db8:1:2:0:0:0:0/64"],
  ["2001:db8:1:2:bbbb:cccc:dddd:eeee", "2001:db8:1:2:0:0:0:0/64"],
  ["2001:DB8:1:3::1", "2001:db8:1:3:0:0:0:0/64"],
  ["::1", "0:0:0:0:0:0:0:0/64"],
])("the smallest network of %s is %s", (address, network) => {
  expect(networkOf(address)).toBe(network);
});

test("an IPv6 address counts for its /64, /56 and /48, with growing limits", () => {
  expect(networksOf("2001:db8:1:234:5::6")).toEqual([
    { name: "2001:db8:1:234:0:0:0:0/64", share: 1 },
    { name: "2001:db8:1:200:0:0:0:0/56", share: 2 },
    { name: "2001:db8:1:0:0:0:0:0/48", share: 4 },
  ]);
});

test("an IPv4 address counts for itself alone", () => {
  expect(networksOf("203.0.113.7")).toEqual([{ name: "203.0.113.7", share: 1 }]);
});
