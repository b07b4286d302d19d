import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { languages } from "../lib/preferred-language.ts";
import { postHead, profileHead } from "./page-head.ts";
import { toPageTemplate } from "./page-template.ts";
import { postText, profileText } from "./page-text.ts";

const template = toPageTemplate(
  readFileSync(new URL("../../client/index.html", import.meta.url), "utf8"),
  {},
);

const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "<",
        ">",
        '"',
        "'",
        "&",
        "</title>",
        "<script>",
        "</noscript>",
        "-->",
        "\0",
        "\n",
        "\u202e",
        "$&",
        "\0head\0",
      ),
      fc.string({ unit: "binary", maxLength: 5 }),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));

function pagesOf(
  language: (typeof languages)[number],
  origin: string,
  name: string,
  message: string,
): string[] {
  const author = { handle: "worf", name };
  const time = "2026-12-01T00:00:00.000Z";
  const post = {
    id: "0193548a-7b2c-7000-8000-000000000000",
    message,
    author,
    createdAt: time,
    expiresAt: time,
    likesCount: 1,
    repliesCount: 1,
  };
  const thread = { ...post, replyTo: { id: post.id, author }, replies: [post] };
  const profile = { ...author, bio: message, posts: [post] };
  const context = { language, origin };
  return [
    template({
      path: `/posts/${post.id}`,
      language,
      head: postHead(context, thread),
      text: postText(language, thread),
    }),
    template({
      path: `/users/worf`,
      language,
      head: profileHead(context, profile),
      text: profileText(language, profile),
    }),
  ];
}

/** Everything of a page but text: what an HTML parser takes for markup. */
const markupOf = (page: string): string => page.replaceAll(/[^<>"]/g, "");

test("no text of a person changes the markup of a page", () => {
  const harmless = new Map(
    languages.map((language) => [language, pagesOf(language, "http://localhost", "a", "b").map(markupOf)]),
  );
  fc.assert(
    fc.property(fc.constantFrom(...languages), text, text, text, (language, host, name, message) => {
      const pages = pagesOf(language, `http://${host}`, name, message);
      expect(pages.map(markupOf)).toEqual(harmless.get(language));
    }),
  );
});
