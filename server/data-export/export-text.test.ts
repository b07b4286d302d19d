import { expect, it } from "vitest";
import { writeExport } from "./export-text.ts";

const exportedAt = new Date("2026-11-25T12:00:00.000Z");

async function* pagesOf(...pages: object[][]): AsyncGenerator<object[]> {
  yield* pages;
}

async function collect(text: AsyncGenerator<string>): Promise<{ text: string; error: unknown }> {
  let written = "";
  try {
    for await (const piece of text) written += piece;
    return { text: written, error: undefined };
  } catch (error) {
    return { text: written, error };
  }
}

it("is JSON, with lists of any number of pages", async () => {
  const lists = {
    posts: pagesOf([{ id: 1 }, { id: 2 }], [{ id: 3 }]),
    replies: pagesOf([]),
    likes: pagesOf(),
  };
  const profile = { name: 'A "name" \u2028' };
  const { text } = await collect(writeExport({ exportedAt, profile, lists }, async () => {}));
  expect(JSON.parse(text)).toEqual({
    format: 1,
    exportedAt: exportedAt.toISOString(),
    profile,
    posts: [{ id: 1 }, { id: 2 }, { id: 3 }],
    replies: [],
    likes: [],
  });
});

it("breaks off between two pages, and is no JSON then", async () => {
  let pages = 0;
  const lists = { posts: pagesOf([{ id: 1 }], [{ id: 2 }]) };
  const { text, error } = await collect(
    writeExport({ exportedAt, profile: {}, lists }, async () => {
      pages += 1;
      if (pages === 2) throw new Error("The session has ended.");
    }),
  );
  expect(error).toEqual(new Error("The session has ended."));
  expect(text).toContain('{"id":1}');
  expect(text).not.toContain('{"id":2}');
  expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
});
