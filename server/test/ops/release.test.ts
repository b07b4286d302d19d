import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readSection, releaseSection } from "../../../scripts/release/changelog.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const folder = `${root}/.github/workflows`;
const workflowSchema = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      permissions: z.record(z.string(), z.string()).optional(),
      steps: z
        .array(z.object({ uses: z.string().optional(), with: z.record(z.string(), z.unknown()).optional() }))
        .default([]),
    }),
  ),
});
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(`${folder}/${name}`, "utf8");
  return { name, text, ...workflowSchema.parse(parse(text)) };
});

it.each(workflows)(
  "$name pins its actions by commit, keeps no credentials, and may only read by default",
  (workflow) => {
    const used = [...workflow.text.matchAll(/uses: (?!\.\/)(.*)/gu)].map(([, action]) => action);
    expect(used.length).toBeGreaterThan(0);
    expect(used.filter((action) => !/^[\w/-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/u.test(action ?? ""))).toEqual(
      [],
    );
    expect(Object.values(workflow.permissions).filter((right) => right !== "read")).toEqual([]);
    const checkouts = Object.values(workflow.jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    expect(checkouts.filter(({ with: options }) => options?.["persist-credentials"] !== false)).toEqual([]);
  },
);

it("a job of the release has the rights that it uses", () => {
  const release = workflows.find(({ name }) => name === "release.yml");
  const rights = Object.entries(release?.jobs ?? {}).map(([name, { permissions = {} }]) => [
    name,
    Object.keys(permissions).filter((right) => permissions[right] === "write"),
  ]);
  expect(Object.fromEntries(rights)).toEqual({
    test: [],
    prepare: [],
    packages: ["id-token", "attestations"],
    image: ["packages", "id-token", "attestations"],
    notes: ["contents"],
  });
});

it("the unreleased changes become those of the version", () => {
  const before = "# Changelog\n\n## [Unreleased]\n\n- New.\n\n## [1.0.0] - 2026-01-01\n\n- Old.\n";
  const after = releaseSection(before, "1.1.0-rc.1", new Date("2026-12-01T23:00:00Z"));
  expect(after).toContain("## [1.1.0-rc.1] - 2026-12-01\n");
  expect(readSection(after, "1.1.0-rc.1")).toBe("- New.");
  expect(readSection(after, "1.0.0")).toBe("- Old.");
  expect(readSection(after, "Unreleased")).toBe("");
  expect(readSection(after, "1.1.0")).toBeUndefined();
  expect(() => releaseSection(after, "1.2.0", new Date())).toThrow();
  expect(() => releaseSection(before, "1.0.0", new Date())).toThrow();
  const changelog = readFileSync(`${root}/CHANGELOG.md`, "utf8");
  expect(readSection(changelog, "Unreleased")).toBeDefined();
});

it("a tag that is not the version of package.json is not released", () => {
  const env = { ...process.env, RELEASE_TAG: "v99.0.0" };
  const program = `${root}/scripts/release/prepare-release.mjs`;
  const { status, stderr } = spawnSync(process.execPath, [program], { env, encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain("v99.0.0");
});

it("what names the oldest version of Node has that of package.json", () => {
  const check = (): string =>
    execFileSync(process.execPath, [`${root}/scripts/node-versions.mjs`, "--check"], { encoding: "utf8" });
  expect(check).not.toThrow();
});
