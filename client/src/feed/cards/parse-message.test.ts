import { expect, test } from "vitest";
import { messageParts } from "./parse-message.ts";

test.each([
  ["See https://example.com/a?b=c.", "https://example.com/a?b=c"],
  ["(https://example.com)", "https://example.com/"],
  ["https://example.com/a_(b)", "https://example.com/a_(b)"],
  ["HTTP://EXAMPLE.COM/A", "http://example.com/A"],
])("%j links to %s", (message, href) => {
  expect(messageParts(message)).toContainEqual(expect.objectContaining({ kind: "link", href }));
});

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "ftp://example.com",
  "https://",
  "a@example.com",
  "@ab",
])("%j links to nothing", (message) => {
  expect(messageParts(message)).toEqual([{ kind: "text", text: message }]);
});

test("a handle is a person, with or without capitals", () => {
  expect(messageParts("Ask @Worf, please.")).toEqual([
    { kind: "text", text: "Ask " },
    { kind: "handle", text: "@Worf", handle: "worf" },
    { kind: "text", text: ", please." },
  ]);
});

test.each(["", "plain", "a https://example.com b @worf c", "@worf@data https://x"])(
  "the parts of %j are all of it",
  (message) => {
    expect(
      messageParts(message)
        .map(({ text }) => text)
        .join(""),
    ).toBe(message);
  },
);
