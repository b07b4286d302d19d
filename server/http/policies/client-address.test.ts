import { expect, test } from "vitest";
import { parseClientAddress } from "./client-address.ts";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["203.0.113.7:5678", "203.0.113.7"],
  [" 203.0.113.7 ", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::FFFF:203.0.113.7", "203.0.113.7"],
  ["0:0:0:0:0:ffff:cb00:7107", "203.0.113.7"],
  ["[::ffff:203.0.113.7]:80", "203.0.113.7"],
  ["2001:db8::1", "2001:db8::1"],
  ["[2001:db8::1]", "2001:db8::1"],
  ["[2001:db8::1]:443", "2001:db8::1"],
  ["fe80::1%eth0", "fe80::1"],
  ["[fe80::1%25eth0]:443", "fe80::1"],
])("%s is the address %s", (text, address) => {
  expect(parseClientAddress(text)).toBe(address);
});

test.each([
  "",
  "unknown",
  "_hidden",
  "localhost",
  "1",
  "0x7f.1",
  "010.0.0.1",
  "1.2.3",
  "1.2.3.4.5",
  "1.2.3.4:",
  "1.2.3.4:port",
  "1.2.3.4/24",
  "[1.2.3.4",
  "2001:db8::1]",
  "2001:db8::/64",
  "1.2.3.4, 5.6.7.8",
])("%j is no address", (text) => {
  expect(parseClientAddress(text)).toBeUndefined();
});
