import { expect, it } from "vitest";
import { cruddurMigrations } from "../migrations.ts";
import { isAcceptedByDsql } from "./accepted-statements.ts";
import { moveRows, readDsqlMigrations } from "./dsql-migrations.ts";
import { toDsql } from "./to-dsql.ts";

it("builds indexes and validates constraints by background jobs, and stores JSON as text", () => {
  expect(toDsql('CREATE UNIQUE INDEX "a_b" ON "a" USING btree ("b","c");')).toEqual([
    'CREATE UNIQUE INDEX ASYNC "a_b" ON "a" ("b","c")',
  ]);
  expect(toDsql('-- why\nALTER TABLE "a" ADD CONSTRAINT "a_b" CHECK (b > 0);')).toEqual([
    'ALTER TABLE "a" ADD CONSTRAINT "a_b" CHECK (b > 0) NOT VALID',
    'ALTER TABLE ASYNC "a" VALIDATE CONSTRAINT "a_b"',
  ]);
  expect(toDsql('CREATE TABLE "a" (\n\t"b" jsonb NOT NULL\n);')).toEqual([
    'CREATE TABLE "a" (\n\t"b" text NOT NULL\n)',
  ]);
});

function findRefused(statements: string[]): string[] {
  return statements.flatMap(toDsql).filter((statement) => !isAcceptedByDsql(statement));
}

it("makes every statement of every migration one that DSQL accepts", () => {
  const statements = readDsqlMigrations(cruddurMigrations).flatMap((each) => each.statements);
  expect(statements.length).toBeGreaterThan(50);
  expect(statements.filter((each) => each !== moveRows && !isAcceptedByDsql(each))).toEqual([]);
});

it.each([
  `CREATE TABLE "a" (\n\t"b" uuid PRIMARY KEY NOT NULL,\n\t"c" integer DEFAULT 0 NOT NULL,\n\tCONSTRAINT "d" UNIQUE("b","c")\n);`,
  `ALTER TABLE "a" ADD COLUMN "b" timestamp (3) with time zone;`,
  `ALTER TABLE "a" ADD COLUMN "b" jsonb;`,
  `ALTER TABLE "a" ALTER COLUMN "b" SET DEFAULT 'c';`,
  `ALTER TABLE "a" ALTER COLUMN "b" DROP NOT NULL;`,
  `ALTER TABLE "a" RENAME COLUMN "b" TO "c";`,
  `ALTER TABLE "a" DROP COLUMN "b";`,
])("accepts %s", (statement) => {
  expect(findRefused([statement])).toEqual([]);
});

it.each([
  `ALTER TABLE "a" ADD COLUMN "b" text NOT NULL DEFAULT '';`,
  `ALTER TABLE "a" ADD COLUMN "b" text DEFAULT '' NOT NULL;`,
  `ALTER TABLE "a" ADD COLUMN "b" integer DEFAULT 0;`,
  `ALTER TABLE "a" ADD COLUMN "b" text NOT NULL;`,
  `ALTER TABLE "a" ADD COLUMN "b" text UNIQUE;`,
  `ALTER TABLE "a" ADD COLUMN "b" serial;`,
  `ALTER TABLE "a" ADD COLUMN "b" text[];`,
  `ALTER TABLE "a" ALTER COLUMN "b" SET DATA TYPE bigint;`,
  `ALTER TABLE "a" ALTER COLUMN "b" SET NOT NULL;`,
  `ALTER TABLE "a" ADD CONSTRAINT "a_b" UNIQUE("b");`,
  `ALTER TABLE "a" ADD PRIMARY KEY ("b");`,
  `CREATE TABLE "a" (\n\t"b" serial PRIMARY KEY NOT NULL\n);`,
  `CREATE TABLE "a" (\n\t"b" text COLLATE "C" NOT NULL\n);`,
  `CREATE TABLE "a" AS SELECT 1;`,
  `CREATE INDEX "a_b" ON "a" USING gin ("b");`,
  `CREATE INDEX "a_b" ON "a" USING btree ("b" DESC NULLS LAST);`,
  `CREATE INDEX "a_b" ON "a" USING btree ("b") WHERE "a"."b" is not null;`,
  `CREATE TYPE "a" AS ENUM('b');`,
  `CREATE SEQUENCE "a";`,
  `CREATE EXTENSION pg_trgm;`,
  `TRUNCATE "a";`,
  `UPDATE "a" SET "b" = 1;`,
])("refuses %s", (statement) => {
  expect(findRefused([statement])).not.toEqual([]);
});
