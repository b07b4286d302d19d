import { expect, it } from "vitest";
import { decisions } from "./pages.ts";

const folder = "docs/decisions";
const records = decisions.filter(({ path }) => /\/\d{4}-[\w-]+\.md$/u.test(path));
const index = decisions.find(({ path }) => path === `${folder}/README.md`)?.text ?? "";

const titleOf = (text: string): string[] => /^# (\d+)\. (.+)$/mu.exec(text)?.slice(1) ?? [];

it("the index of decisions lists every record once, with its title", () => {
  const rows = Array.from(index.matchAll(/^\| \[(\d+)\]\s*\| (.+?)\s*\|/gmu), ([, number, title]) => [
    number,
    title,
  ]);
  const files = Array.from(index.matchAll(/^\[(\d+)\]: (\S+)$/gmu), ([, number, file]) => [number, file]);
  expect(records.length).toBeGreaterThan(40);
  expect(rows).toEqual(records.map(({ text }) => titleOf(text)));
  expect(files).toEqual(records.map(({ path, text }) => [titleOf(text)[0], path.replace(`${folder}/`, "")]));
});

it.each(records)(
  "a record has its number, date, status, context, decision and consequences: $path",
  (record) => {
    const { path, text } = record;
    expect(Number(titleOf(text)[0])).toBe(Number(path.replace(`${folder}/`, "").slice(0, 4)));
    expect(text).toMatch(
      /^\d{4}-\d{2}-\d{2}(?:, extended \d{4}-\d{2}-\d{2})? · (?:accepted|superseded by)/mu,
    );
    for (const part of ["Context", "Decision", "Consequences"]) expect(text).toContain(`\n**${part}.**`);
  },
);
