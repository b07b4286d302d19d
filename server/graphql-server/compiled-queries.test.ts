import { ApolloServer } from "@apollo/server";
import {
  GraphQLInputObjectType,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
} from "graphql";
import { expect, it } from "vitest";
import { type CompiledQueries, createCompiledQueries } from "./compiled-queries.ts";
import type { RequestContext } from "../graphql/context.ts";
import { createCacheEpoch } from "../response-cache/cache-epoch.ts";

const item: GraphQLObjectType = new GraphQLObjectType({
  name: "Item",
  fields: () => ({
    name: { type: GraphQLString },
    same: { type: item, resolve: (source: unknown) => source },
    fails: {
      type: GraphQLString,
      resolve: () => {
        throw new Error("It fails.");
      },
    },
  }),
});
const input = new GraphQLInputObjectType({
  name: "ItemInput",
  fields: {
    required: { type: new GraphQLNonNull(GraphQLString), defaultValue: "a default" },
    optional: { type: GraphQLString, defaultValue: "another" },
  },
});
const fields = {
  item: { type: item, resolve: () => ({ name: "Tribble" }) },
  named: {
    type: item,
    args: { input: { type: input } },
    resolve: (_source: unknown, values: object) => ({ name: JSON.stringify(values) }),
  },
};
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: "Query", fields }),
  mutation: new GraphQLObjectType({ name: "Mutation", fields }),
});

/** The resolvers ask nothing of it. */
const context = { identity: { kind: "guest" } } as RequestContext;

/** The queries of an Apollo Server that has executed this so many times, by each of these names. */
async function executed(
  times: number,
  query: string,
  names: (string | undefined)[] = [undefined],
): Promise<CompiledQueries> {
  const queries = createCompiledQueries(schema, createCacheEpoch());
  const apollo = new ApolloServer<RequestContext>({ schema, plugins: [queries.plugin] });
  for (const operationName of names)
    for (let time = 0; time < times; time += 1)
      await apollo.executeOperation({ query, operationName }, { contextValue: context });
  await apollo.stop();
  return queries;
}

it("compiles a query that has been executed twice, and answers as it was answered", async () => {
  const query = "{ item { name same { name } } }";
  expect((await executed(1, query)).find(query, undefined)).toBeUndefined();
  const compiled = (await executed(2, query)).find(query, undefined);
  expect(await compiled?.execute(context, {})).toEqual({
    item: { name: "Tribble", same: { name: "Tribble" } },
  });
});

it("gives input fields that a variable leaves out their defaults", async () => {
  const query = "mutation ($input: ItemInput) { named(input: $input) { name } }";
  const compiled = (await executed(2, query)).find(query, undefined);
  const nameFor = async (given: object): Promise<unknown> =>
    await compiled?.execute(context, { input: given });
  expect(await nameFor({})).toEqual({
    named: { name: '{"input":{"required":"a default","optional":"another"}}' },
  });
  expect(await nameFor({ required: "given", optional: null })).toEqual({
    named: { name: '{"input":{"required":"given","optional":null}}' },
  });
  // Apollo Server says what is wrong.
  expect(await nameFor({ unknown: 1 })).toBeUndefined();
});

it("tells operations of one document apart, by names alone", async () => {
  const query = "query A { item { name } } query B { item { same { name } } }";
  const queries = await executed(2, query, ["B"]);
  expect(queries.find(query, "B")?.operation.name?.value).toBe("B");
  for (const other of [undefined, "A", "", "B query"]) expect(queries.find(query, other)).toBeUndefined();
  expect(queries.find(query.slice(6), "B query")).toBeUndefined();
});

const doubled = (depth: number): string =>
  Array.from(
    { length: depth },
    (_each, level) => `fragment F${level} on Item { same { ...F${level + 1} } a: same { ...F${level + 1} } }`,
  ).join(" ");

it.each([
  ["two mutations", "mutation { item { name } again: item { name } }"],
  ["a mutation in a fragment", "mutation { ...F } fragment F on Mutation { item { name } }"],
  ["what fails", "{ item { fails } }"],
  ["what is not valid", "{ item { nothing } }"],
  ["a condition", "query ($no: Boolean = false) { item { name @skip(if: $no) } }"],
  ["a name that objects have another use for", "{ item { __proto__: name } }"],
  [
    "more fields than it would compile soon, by fragments in fragments",
    `{ item { ...F0 } } ${doubled(7)} fragment F7 on Item { name }`,
  ],
])("does not compile %s", async (_what, query) => {
  expect((await executed(3, query)).find(query, undefined)).toBeUndefined();
});

it("compiles what has fragments in fragments, as long as they are few", async () => {
  const query = `{ item { ...F0 } } ${doubled(5)} fragment F5 on Item { name }`;
  expect((await executed(2, query)).find(query, undefined)).toBeDefined();
});

it("keeps two hundred, whatever their names are", async () => {
  const names = Array.from({ length: 210 }, (_each, number) => `Q${number}`);
  const query = names.map((name) => `query ${name} { item { name } }`).join(" ");
  const queries = await executed(2, query, names);
  expect(names.filter((name) => queries.find(query, name))).toHaveLength(200);
});
