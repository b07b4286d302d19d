import { expect, test } from "vitest";
import { mentionCases } from "./mention-cases.ts";
import { parseMessage } from "./parse-message.ts";

test.each([
  ["See https://example.com/a?b=c.", "https://example.com/a?b=c"],
  ["(https://example.com)", "https://example.com/"],
  ["https://example.com/a_(b)", "https://example.com/a_(b)"],
  ["HTTP://EXAMPLE.COM/A", "http://example.com/A"],
  ["www.example.com, and more", "https://www.example.com/"],
  ["(Www.Example.com/A)", "https://www.example.com/A"],
])("%j links to %s", (message, href) => {
  expect(parseMessage(message)).toContainEqual(expect.objectContaining({ kind: "link", href }));
});

test.each([
  "javascript:alert(1)",
  "data:text/html,x",
  "ftp://example.com",
  "ftp://www.example.com",
  "https://",
  "www.",
  "www.example",
  "www.example.",
  "awww.example.com",
  "mail@www.example.com",
  "a@example.com",
  "@ab",
  "#hashtag",
])("%j has no link and no handle", (message) => {
  expect(parseMessage(message)).toEqual([{ kind: "text", text: message }]);
});

test.each([
  ["https://example.com", "example.com"],
  ["https://example.com/", "example.com"],
  ["http://www.example.com/a", "www.example.com/a"],
  ["https://example.com/a/very/long/path/that/goes/on?and=on", "example.com/a/very/long/path/tha…"],
  [`https://${"sub.".repeat(12)}example.com/path`, `${"sub.".repeat(12)}example.com…`],
  ["https://bank.example@evil.example/login", "evil.example/login"],
])("%s is shown as %s", (message, shown) => {
  expect(parseMessage(message)).toEqual([expect.objectContaining({ kind: "link", text: message, shown })]);
});

test("a handle is recognized with or without capitals", () => {
  expect(parseMessage("Ask @Worf, please.")).toEqual([
    { kind: "text", text: "Ask " },
    { kind: "handle", text: "@Worf", handle: "worf" },
    { kind: "text", text: ", please." },
  ]);
});

test.each(mentionCases)("%j mentions %j", (message, handles) => {
  const found = parseMessage(message).flatMap((part) => (part.kind === "handle" ? [part.handle] : []));
  expect([...new Set(found)]).toEqual(handles);
});

test.each(["سؤال إلى @worf؟", "שלום @worf, מה נשמע", "(@worf)", "“@worf”"])(
  "a handle is recognized in %s",
  (message) => {
    expect(parseMessage(message)).toContainEqual({ kind: "handle", text: "@worf", handle: "worf" });
  },
);

test.each(["", "plain", "a https://example.com b @worf c", "@worf@data https://x", "www.a.example @worf"])(
  "the parts of %j add up to the whole text",
  (message) => {
    expect(
      parseMessage(message)
        .map(({ text }) => text)
        .join(""),
    ).toBe(message);
  },
);
