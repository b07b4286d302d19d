import { expect, test } from "vitest";
import { parseMessage } from "./parse-message.ts";

test.each([
  ["See https://example.com/a?b=c.", "https://example.com/a?b=c"],
  ["(https://example.com)", "https://example.com/"],
  ["https://example.com/a_(b)", "https://example.com/a_(b)"],
  ["HTTP://EXAMPLE.COM/A", "http://example.com/A"],
])("%j links to %s", (message, href) => {
  expect(parseMessage(message)).toContainEqual(expect.objectContaining({ kind: "link", href }));
});

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "ftp://example.com",
  "https://",
  "a@example.com",
  "@ab",
])("%j has no link and no handle", (message) => {
  expect(parseMessage(message)).toEqual([{ kind: "text", text: message }]);
});

test("a handle is recognized with or without capitals", () => {
  expect(parseMessage("Ask @Worf, please.")).toEqual([
    { kind: "text", text: "Ask " },
    { kind: "handle", text: "@Worf", handle: "worf" },
    { kind: "text", text: ", please." },
  ]);
});

test.each(["", "plain", "a https://example.com b @worf c", "@worf@data https://x"])(
  "the parts of %j add up to the whole text",
  (message) => {
    expect(
      parseMessage(message)
        .map(({ text }) => text)
        .join(""),
    ).toBe(message);
  },
);
