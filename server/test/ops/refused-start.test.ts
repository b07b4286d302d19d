import { randomUUID } from "node:crypto";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, inject, it, onTestFinished } from "vitest";
import { withDatabase } from "../support/database/database-template.ts";
import { runAdmin } from "../support/database/run-admin.ts";
import { prepareDataDirectory } from "../support/database/test-database.ts";
import { runProgram } from "../support/program/run-program.ts";

const template = inject("databaseTemplate");
const commands = [[], ["seed"], ["user-pool"]];

/** The one line in which each command says why it exits with 1; there are no stack frames and no secrets. */
async function refusalOf(environment: Record<string, string>): Promise<string> {
  const lines = new Set<string>();
  for (const args of commands) {
    const { code, output } = await runProgram(args, { PORT: "0", USER_POOL_PORT: "0", ...environment });
    expect(code).toBe(1);
    expect(output).not.toMatch(/^\s+at /m);
    expect(output).not.toContain("hunter2");
    for (const line of output.split("\n")) if (line.trim() !== "") lines.add(line);
  }
  expect(lines.size).toBe(1);
  return [...lines].join("\n");
}

describe.runIf(template.kind === "pglite")("an embedded database", () => {
  async function prepare(): Promise<string> {
    const directory = await mkdtemp(join(tmpdir(), "cruddur-refused-"));
    onTestFinished(async () => await rm(directory, { recursive: true, force: true }));
    await prepareDataDirectory(directory);
    return directory;
  }

  it("whose control file is truncated is refused with Postgres' own reason", async () => {
    const directory = await prepare();
    await truncate(join(directory, "pglite/global/pg_control"), 0);
    expect(await refusalOf({ DATA_DIR: directory })).toMatch(/pg_control.*XX001.*backup/);
  });

  it("whose tables are gone is refused with Postgres' own reason", async () => {
    const directory = await prepare();
    await rm(join(directory, "pglite/base"), { recursive: true });
    expect(await refusalOf({ DATA_DIR: directory })).toMatch(/3D000.*backup/);
  });

  it("and a module of triggers that does not load are refused with the module's path", async () => {
    const directory = await prepare();
    const file = join(directory, "triggers.mjs");
    await writeFile(file, "throw new Error('not today');");
    const { code, output } = await runProgram(["user-pool"], {
      USER_POOL_PORT: "0",
      DATA_DIR: directory,
      USER_POOL_TRIGGERS: file,
    });
    expect([code, output.split("\n").map((line) => line.trim())]).toEqual([
      1,
      expect.arrayContaining([
        `The functions of ${file} cannot be loaded: not today`,
        "Correct the module that USER_POOL_TRIGGERS names.",
      ]),
    ]);
  });

  it("whose folder is a file is refused", async () => {
    const directory = await prepare();
    const file = join(directory, "file");
    await writeFile(file, "");
    expect(await refusalOf({ DATA_DIR: file })).toMatch(/EEXIST.*DATA_DIR is a file/);
  });

  it("of another version is refused with Postgres' own reason", async () => {
    const directory = await prepare();
    await writeFile(join(directory, "pglite/PG_VERSION"), "13\n");
    expect(await refusalOf({ DATA_DIR: directory })).toMatch(/incompatible.*22023/);
  });
});

describe.runIf(template.kind === "postgres")("a Postgres server", () => {
  const server = template.kind === "postgres" ? template.url : "";
  const urlOf = (change: { user?: string; database?: string; port?: string }): Record<string, string> => {
    const url = new URL(server);
    url.password = "hunter2";
    if (change.user !== undefined) url.username = change.user;
    if (change.port !== undefined) url.port = change.port;
    return {
      DATABASE_URL: change.database === undefined ? url.href : withDatabase(url.href, change.database),
    };
  };

  it("that refuses the role or the database says so", async () => {
    expect(await refusalOf(urlOf({ user: "cruddur_nobody" }))).toMatch(
      /role "cruddur_nobody" does not exist.*28000/,
    );
    expect(await refusalOf(urlOf({ database: "cruddur_none" }))).toMatch(
      /database "cruddur_none" does not exist.*3D000/,
    );
  });

  it("that lets the role create nothing says so", async () => {
    const name = `cruddur_refused_${randomUUID().replaceAll("-", "")}`;
    await runAdmin(server, `create role ${name} login`, `create database ${name}`);
    onTestFinished(
      async () => await runAdmin(server, `drop database ${name} with (force)`, `drop role ${name}`),
    );
    expect(await refusalOf(urlOf({ user: name, database: name }))).toMatch(
      /permission denied for database.*42501.*Grant/,
    );
    await runAdmin(server, `grant create on database ${name} to ${name}`);
    expect(await refusalOf(urlOf({ user: name, database: name }))).toMatch(
      /permission denied for schema public.*42501/,
    );
    await runAdmin(server, `alter database ${name} set default_transaction_read_only = on`);
    expect(await refusalOf(urlOf({ user: name, database: name }))).toMatch(/read-only transaction.*25006/);
  });

  it("that is not there, or does not speak TLS, is told apart", async () => {
    expect(await refusalOf(urlOf({ port: "9" }))).toMatch(/cannot be reached.*ECONNREFUSED/);
    const { DATABASE_URL = "" } = urlOf({});
    expect(await refusalOf({ DATABASE_URL: `${DATABASE_URL}?sslmode=verify-full` })).toMatch(
      /(?:does not support SSL|self-signed certificate).*sslmode/,
    );
  });
});
