import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  getIntrospectionQuery,
  getNamedType,
  isCompositeType,
  isObjectType,
  isListType,
  getNullableType,
  Kind,
  parse,
  print,
  specifiedRules,
  validate,
  visit,
} from "graphql";
import { describe, expect, it } from "vitest";
import { createSchema } from "../../app/schema.ts";
import { fragmentsOf } from "./fragments-of.ts";
import { documentLimits, parseOptions, validationOptions } from "./document-limits.ts";
import { limitsRule } from "./limits-rule.ts";

const schema = createSchema();

/** The errors of a document in Apollo's order of rules: ours come last. */
function errorsOf(text: string): string[] {
  const rules = [...specifiedRules, limitsRule];
  return validate(schema, parse(text, parseOptions), rules, validationOptions(true)).map(
    ({ message }) => message,
  );
}

function refusalOf(text: string): string | undefined {
  const [first, ...others] = errorsOf(text);
  expect(others).toEqual([]);
  return first;
}

/** All operations of the web client and the SDK, each with the fragments that it needs. */
function ownOperations(): [name: string, text: string][] {
  const directory = fileURLToPath(new URL("../../../client/operations", import.meta.url));
  const documents = readdirSync(directory).map((file) => parse(readFileSync(`${directory}/${file}`, "utf8")));
  const definitions = documents.flatMap((document) => document.definitions);
  const fragments = fragmentsOf({ definitions });
  return definitions.flatMap((operation) => {
    if (operation.kind !== Kind.OPERATION_DEFINITION) return [];
    const needed = new Set<string>();
    const collect = {
      FragmentSpread({ name }: { name: { value: string } }) {
        const fragment = fragments.get(name.value);
        if (needed.has(name.value) || !fragment) return;
        needed.add(name.value);
        visit(fragment, collect);
      },
    };
    visit(operation, collect);
    const texts = [operation, ...Array.from(needed, (name) => fragments.get(name) ?? operation)].map(print);
    return [[operation.name?.value ?? "", texts.join("\n")]];
  });
}

/** Nested as deep as told: `activity`, then `replyTo` in `replyTo`. */
function nested(depth: number): string {
  return `{ activity(id: 1) { ${"replyTo { ".repeat(depth - 2)} id ${"} ".repeat(depth - 2)} } }`;
}

const numbered = (count: number, each: (index: number) => string): string =>
  Array.from({ length: count }, (_each, index) => each(index)).join(" ");

/** Within the limit, and one more. */
const limits: [name: string, within: string, beyond: string, told: RegExp][] = [
  ["depth", nested(documentLimits.depth), nested(documentLimits.depth + 1), /^At most 10 levels/],
  [
    "cost of pages in pages",
    "{ homeFeed(first: 9) { edges { node { replies(first: 50) { edges { cursor } } } } } }",
    "{ homeFeed(first: 9) { edges { node { replies(first: 100) { edges { node { author { id } } } } } } } }",
    /^At most 1000 objects/,
  ],
  [
    "cost of pages whose length is a variable",
    "query ($n: Int!) { homeFeed(first: $n) { edges { node { author { id } } } } }",
    "query ($n: Int!) { homeFeed(first: $n) { edges { node { replies(first: 9) { edges { cursor } } } } } }",
    /^At most 1000 objects/,
  ],
  [
    "cost of pages of the usual length",
    "{ homeFeed { edges { node { replies { edges { node { id } } } } } } }",
    "{ homeFeed { edges { node { replies { edges { node { author { id } } } } } } } }",
    /^At most 1000 objects/,
  ],
  [
    "cost that fragments multiply",
    `{ activity(id: 1) { ...F0 } } ${numbered(5, (index) => `fragment F${index} on Activity { replyTo { ...F${index + 1} } }`)} fragment F5 on Activity { id }`,
    `{ homeFeed(first: 50) { edges { node { ...F0 } } } } fragment F0 on Activity { a: replyTo { ...F1 } b: replyTo { ...F1 } } fragment F1 on Activity { c: replyTo { ...F2 } d: replyTo { ...F2 } } fragment F2 on Activity { author { id } replyTo { id } replies { edges { cursor } } }`,
    /^At most 1000 objects/,
  ],
  [
    "aliases",
    `{ ${numbered(5, (index) => `a${index}: __typename`)} }`,
    `{ ${numbered(6, (index) => `a${index}: __typename`)} }`,
    /^At most 5 aliases/,
  ],
  [
    "directives",
    `{ ${"__typename @skip(if: true) ".repeat(5)} }`,
    `{ ${"__typename @skip(if: true) ".repeat(6)} }`,
    /^At most 5 directives/,
  ],
  [
    "repetitions",
    `{ ${"__typename ".repeat(10)} }`,
    `{ ${"__typename ".repeat(5)} ${"... { __typename } ".repeat(6)} }`,
    /^At most 10 mentions/,
  ],
  [
    "mutations of an account",
    "mutation { signOut { __typename } a: likeActivity(input: { activityId: 1 }) { __typename } b: likeActivity(input: { activityId: 2 }) { __typename } }",
    "mutation { signOut { __typename } ...F } fragment F on Mutation { ... { b: setUpTotp { __typename } } }",
    /^At most 1 mutation of an account/,
  ],
];

describe("a document", () => {
  it.each(limits)("has a limit of %s", (_name, within, beyond, told) => {
    expect(errorsOf(within)).toEqual([]);
    expect(refusalOf(beyond)).toMatch(told);
  });

  it("has a limit of tokens", () => {
    expect(() => parse(`{ ${"a ".repeat(398)} }`, parseOptions)).not.toThrow();
    expect(() => parse(`{ ${"a ".repeat(399)} }`, parseOptions)).toThrow(/more that 400 tokens/);
  });

  it("counts each operation by itself, and none by a page size that would be refused", () => {
    const page = "{ homeFeed(first: 100) { edges { node { author { id } } } } }";
    expect(errorsOf(`query A ${page} query B ${page} query C ${page} query D ${page}`)).toEqual([]);
    expect(
      refusalOf(
        "{ a: homeFeed(first: -100) { edges { node { author { id } } } } homeFeed(first: 100000) { edges { node { replies(first: 7) { edges { cursor } } } } } }",
      ),
    ).toMatch(/^At most 1000 objects/);
  });

  it("comes to an end where fragments spread one another in a circle", () => {
    const circle =
      "{ activity(id: 1) { ...A } } fragment A on Activity { replyTo { ...B } } fragment B on Activity { replyTo { ...A } }";
    expect(errorsOf(circle)).toEqual([expect.stringContaining("Cannot spread fragment")]);
    expect(errorsOf("mutation { ...M } fragment M on Mutation { ...M }")).toEqual([
      expect.stringContaining("Cannot spread fragment"),
    ]);
  });

  it("is told ten errors at the most", () => {
    expect(errorsOf(`{ ${numbered(300, (index) => `f${index}`)} }`)).toHaveLength(11);
  });
});

describe("within the limits is", () => {
  it.each(ownOperations())("the operation %s", (_name, text) => {
    expect(errorsOf(text)).toEqual([]);
  });

  it("the introspection of tools, in full", () => {
    const full = getIntrospectionQuery({
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    });
    expect(errorsOf(full)).toEqual([]);
  });
});

it("counts all that can be long: a list leads to further objects only where it is a page", () => {
  const further = Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || type.name.startsWith("__")) return [];
    return Object.values(type.getFields()).flatMap((field) => {
      const item = getNamedType(field.type);
      if (!isListType(getNullableType(field.type)) || !isObjectType(item)) return [];
      const leads = Object.values(item.getFields()).some(({ type: inner }) =>
        isCompositeType(getNamedType(inner)),
      );
      return leads ? [`${type.name}.${field.name}`] : [];
    });
  });
  expect(further).toEqual(["ActivityConnection.edges"]);
});

/** Documents of up to 64 kB that are made to take long. */
const hostile: Record<string, string> = {
  "64 kB of one field": `{ ${"a ".repeat(32_000)} }`,
  "one comment": `{ viewer { id } } # ${"x".repeat(65_000)}`,
  "one string": `{ activity(id: "${"x".repeat(65_000)}") { id } }`,
  "one block string": `{ activity(id: """${"\n x".repeat(20_000)}""") { id } }`,
  braces: `{${"a{".repeat(30_000)}`,
  "400 times the same": `{ ${"__typename ".repeat(398)} }`,
  "arguments over and over": `{ ${"activity(id: 1) { id } ".repeat(44)} }`,
  "a tree of one field": `{ activity(id: 1) { ${tree(6)} } }`,
  "inline fragments": `{ activity(id: 1) { ${"... { id } ".repeat(95)} } }`,
  "fragments with one field": `{ activity(id: 1) { ${numbered(45, (index) => `...F${index}`)} } } ${numbered(45, (index) => `fragment F${index} on Activity { id }`)}`,
  "fragments that double": `{ activity(id: 1) { ...F0 } } ${numbered(28, (index) => `fragment F${index} on Activity { ...F${index + 1} ...F${index + 1} }`)} fragment F28 on Activity { id }`,
  "fragments that double a level": `{ activity(id: 1) { ...F0 } } ${numbered(14, (index) => `fragment F${index} on Activity { replyTo { ...F${index + 1} } replyTo { ...F${index + 1} } }`)} fragment F14 on Activity { id }`,
  "a web of fragments": `{ activity(id: 1) { ...F0 } } ${numbered(16, (index) => `fragment F${index} on Activity { ${numbered(8, (other) => `...F${other}`)} }`)}`,
  "unknown fields": `{ ${numbered(390, (index) => `f${index}`)} }`,
  "unknown directives": `{ viewer { id ${"@a ".repeat(190)} } }`,
  "unknown variables": `query (${numbered(90, (index) => `$v${index}: I`)}) { viewer { id } }`,
  operations: "{ __typename } ".repeat(120),
  "types in types": `{ __schema { types { ${"fields { type { ".repeat(30)} name ${"} } ".repeat(30)} } } }`,
};

function tree(levels: number): string {
  return levels === 0 ? "id" : `replyTo { ${tree(levels - 1)} ${tree(levels - 1)} }`;
}

/** Milliseconds of the processor that it takes to find out what a document is. */
function costOf(text: string): number {
  const before = process.cpuUsage();
  try {
    errorsOf(text);
  } catch {
    // It is no document: that had to be found out too.
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

it.each(Object.entries(hostile))("takes no time for %s", (_name, text) => {
  let fastest = Number.POSITIVE_INFINITY;
  // The first times have their code compiled and their memory tidied; a busy machine makes any of them slow.
  for (let attempt = 0; attempt < 20 && fastest >= 20; attempt += 1)
    fastest = Math.min(fastest, costOf(text));
  expect(fastest).toBeLessThan(20);
});

it("looks before all other rules do", () => {
  expect(errorsOf(`{ ${"nothing ".repeat(20)} }`)).toEqual([expect.stringMatching(/^At most 10 mentions/)]);
});
