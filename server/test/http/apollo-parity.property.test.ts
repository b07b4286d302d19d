import fc, { type GeneratorValue } from "fast-check";
import {
  getNamedType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
} from "graphql";
import { expect, it } from "vitest";
import { createSchema } from "../../app/schema.ts";
import { cruddur } from "../../features/cruddur.ts";
import { signUpPerson } from "../support/app/builders.ts";
import { postGraphql } from "../support/app/post-graphql.ts";
import { startTestAppForThisTest } from "../support/app/test-app.ts";

/** Runs of ten queries. A longer search: `PARITY_RUNS=500 npx vitest run …`. */
const runs = Number(process.env["PARITY_RUNS"] ?? 60);

/** A random query, valid or invalid. */
type Case = { query: string; variables: Record<string, unknown>; asMember: boolean };

function makeCase(pick: GeneratorValue, schema: GraphQLSchema): Case {
  const root = schema.getQueryType();
  if (!root) throw new Error("The schema has no queries.");
  const roots = Array.from({ length: pick(fc.integer, { min: 1, max: 2 }) }, () =>
    pick(fc.constantFrom, "homeFeed", "homeFeed", "homeFeed", "viewer", "user", "activity", "__typename"),
  );
  const selection = roots.map((name) => makeField(pick, root, name, 0)).join(" ");
  const used = Object.entries(variableTypes).filter(([name]) => selection.includes(`$${name}`));
  const declared = used.map(([name, type]) => `$${name}: ${type}`).join(", ");
  return {
    query: `query Q${declared && `(${declared})`} { ${selection} }`,
    variables: {
      ...(pick(fc.boolean) && { first: pick(fc.constantFrom, 1, 2, 3, 4, 5, 0, 101, null, "two") }),
      ...(pick(fc.boolean) && { after: pick(fc.constantFrom, null, "forged", 7) }),
      ...(pick(fc.boolean) && { yes: pick(fc.boolean) }),
    },
    asMember: pick(fc.boolean),
  };
}

const variableTypes = {
  first: "Int = 2",
  after: "String",
  yes: "Boolean = true",
  id: 'ID = "made-up"',
};

function makeField(pick: GeneratorValue, parent: GraphQLObjectType, name: string, depth: number): string {
  const field = parent.getFields()[name];
  const alias = pick(fc.constantFrom, "", "", "", "", "", "", "", "a: ", "b: ");
  const directive = pick(fc.constantFrom, "", "", "", "", "", " @include(if: $yes)", " @skip(if: $yes)");
  if (!field) return `${alias}${name}${directive}`;
  return `${alias}${name}${makeArguments(pick, field)}${directive}${makeSelection(pick, field, depth)}`;
}

function makeArguments(pick: GeneratorValue, { args }: GraphQLField<unknown, unknown>): string {
  const values: Record<string, string[]> = {
    first: ["2", "1", "3", "$first", "0", '"two"'],
    after: ["null", "$after", '"forged"'],
    id: ['"made-up"', "$id", '"0199c3a0-0000-7000-8000-000000000001"'],
    handle: ['"picard"', '"nobody_at_all"'],
  };
  const given = args
    .filter(
      ({ defaultValue, type }) =>
        (defaultValue === undefined && String(type).endsWith("!")) || pick(fc.boolean),
    )
    .map(({ name }) => `${name}: ${pick(fc.constantFrom, ...(values[name] ?? ["1"]))}`);
  return given.length === 0 ? "" : `(${given.join(", ")})`;
}

function makeSelection(pick: GeneratorValue, field: GraphQLField<unknown, unknown>, depth: number): string {
  const type = getNamedType(field.type);
  if (!isObjectType(type)) return "";
  const all = [...Object.keys(type.getFields()), "__typename"];
  const names = depth > 1 ? all.filter((name) => !isObjectType(namedTypeOf(type, name))) : all;
  const wanted = pick(fc.integer, { min: 1, max: 4 });
  const chosen = Array.from({ length: wanted }, () =>
    pick(fc.constantFrom, ...(names.length > 0 ? names : all)),
  );
  const parts = chosen.map((name) => {
    const made = makeField(pick, type, name, depth + 1);
    return pick(fc.integer, { min: 0, max: 5 }) === 0 ? `... on ${type.name} { ${made} }` : made;
  });
  return ` { ${parts.join(" ")}${pick(fc.integer, { min: 0, max: 30 }) === 0 ? " noSuchField" : ""} }`;
}

function namedTypeOf(type: GraphQLObjectType, name: string): unknown {
  const field = type.getFields()[name];
  return field && getNamedType(field.type);
}

it("responds to any query as plain Apollo Server does, byte for byte, errors included", async () => {
  const plain = await startTestAppForThisTest({
    environment: { COMPILED_QUERIES: "off", RESPONSE_CACHE: "off" },
    seed: true,
  });
  const fast = await plain.startNode();
  const { accessToken, browser } = await signUpPerson(plain);
  for (const { node } of (await plain.sdk.homeFeed({ first: 3 })).homeFeed.edges.slice(0, 2))
    await browser.sdk.likeActivity({ input: { activityId: node.id } });

  const ask = async (url: string, { query, variables, asMember }: Case, spaces = 0): Promise<string> => {
    const body = JSON.stringify({ query, variables }) + " ".repeat(spaces);
    const headers = asMember ? { authorization: `Bearer ${accessToken}` } : undefined;
    const answer = await postGraphql(url, body, headers);
    const text = (await answer.text()).replaceAll(/"requestId":"[^"]*"/g, '"requestId":""');
    return `${answer.status} ${answer.headers.get("content-type")} ${text}`;
  };

  const schema = createSchema(cruddur);
  let successes = 0;
  const property = fc.asyncProperty(fc.gen(), async (pick) => {
    // The queries of a run are sent concurrently.
    const cases = Array.from({ length: 10 }, () => makeCase(pick, schema));
    await Promise.all(
      cases.map(async (each) => {
        const expected = await ask(plain.url, each);
        if (expected.startsWith("200")) successes += 1;
        // A body with other whitespace is executed each time, from the third on as a compiled query. The same body is
        // cached at the second request where that is allowed, and then served from the cache.
        for (const spaces of [0, 1, 2, 2, 2]) expect(await ask(fast.url, each, spaces)).toBe(expected);
      }),
    );
  });
  await fc.assert(property, { numRuns: runs, endOnFailure: true });
  // The comparison proves little if nearly all queries fail.
  expect(successes).toBeGreaterThan(2 * runs);
});
