import { spawnSync, type SpawnSyncReturns } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

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

it("npm version gives the unreleased changes the version, and refuses where there is none", async () => {
  const copy = await mkdtemp(join(tmpdir(), "cruddur-release-"));
  const run = (command: string, ...args: string[]): SpawnSyncReturns<string> =>
    spawnSync(command, args, { cwd: copy, encoding: "utf8" });
  const read = (path: string): string => readFileSync(join(copy, path), "utf8");
  try {
    for (const path of [
      "package.json",
      "package-lock.json",
      "scripts",
      "examples/local-user-pool",
      "deploy/kubernetes",
    ])
      await cp(join(root, path), join(copy, path), { recursive: true });
    await writeFile(
      join(copy, "CHANGELOG.md"),
      "# Changes\n\n## [Unreleased]\n\n- New.\n\n## [0.0.1] - 2026-01-01\n",
    );
    run("git", "init", "--quiet");
    for (const [name, value] of [
      ["user.name", "Worf"],
      ["user.email", "worf@enterprise.example"],
    ] as const)
      run("git", "config", name, value);
    run("git", "add", ".");
    run("git", "commit", "--quiet", "--message", "before");
    expect(run("npm", "version", "7.0.0-rc.1").status).toBe(0);
    expect(run("git", "status", "--porcelain").stdout).toBe("");
    expect(run("git", "tag").stdout).toBe("v7.0.0-rc.1\n");
    expect(read("CHANGELOG.md")).toMatch(
      /## \[Unreleased\]\n\n## \[7\.0\.0-rc\.1\] - \d{4}-\d\d-\d\d\n\n- New\.\n\n## \[0\.0\.1\]/u,
    );
    expect(read("examples/local-user-pool/github-actions.yml")).toContain(
      "@cruddur/local-user-pool@7.0.0-rc.1 ",
    );
    expect(read("deploy/kubernetes/kustomization.yaml")).toContain("newTag: 7.0.0-rc.1\n");
    expect(run("npm", "version", "7.0.0").status).not.toBe(0);
    expect(run("git", "status", "--porcelain").stdout).toBe("");
  } finally {
    await rm(copy, { recursive: true });
  }
});

it("a tag that is not the version of package.json is not released", () => {
  const env = { ...process.env, RELEASE_TAG: "v99.0.0" };
  const program = `${root}/scripts/release/prepare-release.mjs`;
  const { status, stderr } = spawnSync(process.execPath, [program], { env, encoding: "utf8" });
  expect(status).toBe(1);
  expect(stderr).toContain("v99.0.0");
});

it("what names the oldest version of Node has that of package.json", () => {
  const program = `${root}/scripts/node-versions.mjs`;
  const { status, stderr } = spawnSync(process.execPath, [program, "--check"], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});
