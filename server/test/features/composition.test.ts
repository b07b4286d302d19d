import "reflect-metadata";
import { sql } from "drizzle-orm";
import { getTableConfig, pgSchema, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { Field, ObjectType, Query, Resolver } from "type-graphql";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSchema } from "../../app/schema.ts";
import { startApp } from "../../app/start-app.ts";
import { readConfig } from "../../config/read-config.ts";
import { auth } from "../../features/auth.ts";
import { coreTables } from "../../features/core-tables.ts";
import { cruddur } from "../../features/cruddur.ts";
import type { Feature } from "../../features/feature.ts";
import { FeatureError } from "../../features/feature-error.ts";
import { feed } from "../../features/feed.ts";
import { users } from "../../users/users-table.ts";
import { nextPrivateKey } from "../support/app/private-keys.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";
import { openTestDatabase } from "../support/database/test-database.ts";

@ObjectType({ description: "Has the name of a type of auth." })
class Viewer {
  @Field(() => String, { description: "A name." })
  name!: string;
}

@Resolver()
class ViewersResolver {
  @Query(() => [Viewer], { description: "A type with a name that exists." })
  viewers(): Viewer[] {
    return [];
  }
}

@Resolver()
class SameQueryResolver {
  @Query(() => String, { description: "A query with a name that exists." })
  authOptions(): string {
    return "";
  }
}

const extra = (more: Partial<Feature>): Feature => ({ name: "extra", resolvers: [], ...more });

async function problemsOf(compose: () => unknown): Promise<readonly string[]> {
  try {
    await compose();
  } catch (error) {
    if (error instanceof FeatureError) return error.problems;
    throw error;
  }
  return [];
}

/** What is opened is closed again when the start fails. */
const startWith =
  (...features: Feature[]) =>
  async (): Promise<void> => {
    const config = readConfig({ NODE_ENV: "test", PORT: "0", USER_POOL_PORT: "0", LOG_LEVEL: "silent" });
    const options = { open: openTestDatabase, createPrivateKey: nextPrivateKey, passwordHashCost: 10 };
    const app = await startApp(config, { features, ...options });
    await app.stop();
  };

const shelves = pgSchema("extra").table("shelves", { id: uuid().primaryKey(), label: text() });
const referring = pgTable("referring", { userId: uuid().references(() => users.id) });
const cascading = pgTable("cascading", {
  userId: uuid().references(() => users.id, { onDelete: "cascade" }),
});

describe("an application does not start, and says what to change, with", () => {
  it.each<[string, Feature[], RegExp]>([
    ["a feature twice", [auth, auth], /auth is there twice/],
    ["a feature without what it needs", [feed], /needs the feature auth/],
    ["a feature before what it needs", [feed, auth], /before feed/],
    ["a name that is no identifier", [auth, extra({ name: "My notes" })], /"My notes"/],
    ["the name of another record of migrations", [auth, extra({ name: "cruddur" })], /"cruddur"/],
    [
      "a table of another feature",
      [auth, extra({ tables: [...(auth.tables ?? [])] })],
      /challenges, which the feature auth/,
    ],
    [
      "a table of every application",
      [auth, extra({ tables: [users] })],
      /users, which the application itself/,
    ],
    ["a feature that is undefined", [auth, undefined as never], /^Number 2 .*circle/],
    ["a feature without resolvers", [auth, { name: "extra" } as never], /^Number 2 .*resolvers/],
    [
      "a resolver without its decorator",
      [
        auth,
        extra({
          resolvers: [
            class Plain {
              name = "plain";
            },
          ],
        }),
      ],
      /extra has Plain .*@Resolver/,
    ],
    [
      "a resolver that is no class",
      [auth, extra({ resolvers: [{} as never] })],
      /extra has a value \(object\)/,
    ],
    [
      "a folder of migrations that is not there",
      [auth, extra({ migrations: { folder: "/nowhere" } })],
      /extra are not in \/nowhere/,
    ],
    ["a table that refers to people", [auth, extra({ tables: [referring] })], /referring .*onAccountDeleted/],
    ["a table without a migration", [auth, extra({ tables: [shelves] })], /no migration for extra\.shelves/],
    [
      "a part of the context that another feature has",
      [auth, extra({ open: () => ({ context: { revokedTokens: 1 } }) })],
      /revokedTokens/,
    ],
  ])("%s", async (_what, features, problem) => {
    const problems = await problemsOf(startWith(...features));
    expect(problems).toContainEqual(expect.stringMatching(problem));
  });

  it("a query that another feature has", async () => {
    const twice = extra({ resolvers: [SameQueryResolver] });
    const [problem] = await problemsOf(() => createSchema([auth, twice]));
    expect(problem).toContain("Query.authOptions");
    expect(problem).toContain("SameQueryResolver (extra)");
  });

  it("a type that another feature has", async () => {
    expect(await problemsOf(() => createSchema([auth, extra({ resolvers: [ViewersResolver] })]))).toEqual([
      expect.stringContaining("named Viewer"),
    ]);
  });

  it("a column without a migration", async () => {
    const changed = pgTable("likes", { id: uuid().primaryKey(), colour: text() });
    const problems = await problemsOf(startWith(auth, extra({ tables: [changed] })));
    expect(problems).toEqual([expect.stringContaining("columns id, colour of public.likes")]);
  });
});

it("a reference to people that cascades, or that the feature cleans, is accepted", async () => {
  const cleaning = extra({ tables: [referring], onAccountDeleted: async () => {} });
  for (const feature of [extra({ tables: [cascading] }), cleaning])
    expect(await problemsOf(startWith(auth, feature))).toEqual([expect.stringContaining("no migration")]);
});

it("the log warns of a table that refers to people and is of no feature", async () => {
  let log = "";
  const app = await startTestAppForThisTest({
    environment: { LOG_LEVEL: "warn" },
    log: (line) => {
      log += line;
    },
    prepare: async (db) => {
      await db.execute(sql`create table letters (user_id uuid unique references users (id))`);
      await db.execute(sql`insert into letters values (null)`);
    },
  });
  expect(app.url).toBeDefined();
  expect(log).toContain('"table":"public.letters"');
});

it("every table of the database is one of every application, or of a feature", async () => {
  const { db, close } = await openTestDatabase();
  onTestFinished(close);
  const rows = await db
    .select({ name: sql<string>`tablename` })
    .from(sql`pg_catalog.pg_tables`)
    .where(sql`schemaname = 'public'`);
  const declared = [...coreTables, ...cruddur.flatMap(({ tables = [] }) => tables)];
  const names = declared.map((table) => getTableConfig(table).name);
  expect(
    rows
      .map(({ name }) => name)
      .filter((name) => !/_\d+$/.test(name))
      .toSorted(),
  ).toEqual(names.toSorted());
});
