import type { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { loadEmptyPglite } from "./empty-pglite.ts";
import { prepareStatements } from "./prepare-statements.ts";

let client: PGlite;
beforeAll(async () => {
  client = await loadEmptyPglite();
  prepareStatements(client);
});
beforeEach(async () => {
  await client.exec("drop table if exists ships");
  await client.exec("create table ships (id int primary key, name text, built date[], crew jsonb)");
});
afterAll(() => client.close());

const insert = "insert into ships values ($1, $2, $3, $4) returning *";

it("returns the same each time", async () => {
  for (const id of [1, 2, 3]) {
    const crew = { captain: `of ${id}` };
    const { rows, affectedRows } = await client.query(insert, [id, null, ["2364-01-01"], crew]);
    expect(rows).toEqual([{ id, name: null, built: [new Date("2364-01-01")], crew }]);
    expect(affectedRows).toBe(1);
    const found = await client.query("select name from ships where id = $1", [id], { rowMode: "array" });
    expect(found).toMatchObject({ rows: [[null]], fields: [{ name: "name" }] });
  }
});

it("refuses a statement as before, and executes the next one", async () => {
  await client.query(insert, [1, "a", null, null]);
  const duplicate = { code: "23505", query: insert };
  await expect(client.query(insert, [1, "a", null, null])).rejects.toMatchObject(duplicate);
  await expect(client.query(insert, [1, "a", null, null])).rejects.toMatchObject(duplicate);
  await expect(client.query(insert, ["one", "a", null, null])).rejects.toThrow(/integer|number/iu);
  await expect(client.query("select absent from ships")).rejects.toMatchObject({ code: "42703" });
  await expect(client.query("select absent from ships")).rejects.toMatchObject({ code: "42703" });
  await client.query(insert, [2, "a", null, null]);
  expect((await client.query("select id from ships order by id")).rows).toEqual([{ id: 1 }, { id: 2 }]);
});

it("keeps transactions, also one that has failed", async () => {
  await client.query(insert, [1, "a", null, null]);
  const failing = client.transaction(async (tx) => {
    await tx.query(insert, [2, "b", null, null]);
    await expect(tx.query(insert, [1, "a", null, null])).rejects.toMatchObject({ code: "23505" });
    await tx.query(insert, [3, "c", null, null]);
  });
  await expect(failing).rejects.toMatchObject({ code: "25P02" });
  await client.transaction(async (tx) => void (await tx.query(insert, [4, "d", null, null])));
  expect((await client.query("select id from ships order by id")).rows).toEqual([{ id: 1 }, { id: 4 }]);
});

it("forgets statements when a table changes", async () => {
  const select = "select * from ships";
  await client.query(insert, [1, "a", null, null]);
  await client.query(select);
  await client.query("alter table ships drop column crew, add column warp int default 9");
  expect((await client.query(select)).rows).toEqual([{ id: 1, name: "a", built: null, warp: 9 }]);
  await client.exec("alter table ships drop column built");
  expect((await client.query(select)).rows).toEqual([{ id: 1, name: "a", warp: 9 }]);
});

it("does not take a text for another with other types of parameters", async () => {
  const types = [23, 25];
  for (const type of types) {
    const { rows } = await client.query("select pg_typeof($1)::text as type", [1], { paramTypes: [type] });
    expect(rows).toEqual([{ type: type === 23 ? "integer" : "text" }]);
  }
});
