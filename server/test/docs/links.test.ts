import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { decisions, pages, root } from "./pages.ts";

describe("the pages of the docs", () => {
  it("link to files that exist", () => {
    const broken = [...pages, ...decisions].flatMap(({ path, text }) =>
      [...text.matchAll(/\]\(([^)\s]+)\)/gu), ...text.matchAll(/^\[[^\]]+\]: (\S+)$/gmu)]
        .map(([, target = ""]) => target.split("#")[0] ?? "")
        .filter((target) => target !== "" && !/^[a-z]+:/u.test(target))
        .filter((target) => !existsSync(join(root, dirname(path), target)))
        .map((target) => `${path}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it("name files that exist", () => {
    const missing = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/`((?:server|client|docs|\.ci|\.github)\/[\w./-]+)`/gu)]
        .map(([, file = ""]) => file)
        .filter((file) => !existsSync(join(root, file)))
        .map((file) => `${path}: ${file}`),
    );
    expect(missing).toEqual([]);
  });
});
