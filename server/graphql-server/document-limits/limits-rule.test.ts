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
import { cruddur } from "../../features/cruddur.ts";
import { fieldCostOf } from "../../graphql/field-cost.ts";
import { fragmentsOf } from "./fragments-of.ts";
import { documentLimits, parseOptions, validationOptions } from "./document-limits.ts";
import { limitsRule } from "./limits-rule.ts";

const schema = createSchema(cruddur);

/** Validates a document with the rules in Apollo's order: its own first. */
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

/** All operations of the web client and the SDK, each with its fragments. */
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

/** Fields nested to a depth: `activity`, then `replyTo` in `replyTo`. */
function nested(depth: number): string {
  return `{ activity(id: 1) { ${"replyTo { ".repeat(depth - 2)} id ${"} ".repeat(depth - 2)} } }`;
}

const numbered = (count: number, each: (index: number) => string): string =>
  Array.from({ length: count }, (_each, index) => each(index)).join(" ");

/** A document at the limit, and one over it. */
const limits: [name: string, within: string, beyond: string, message: RegExp][] = [
  ["depth", nested(documentLimits.depth), nested(documentLimits.depth + 1), /^At most 10 levels/],
  [
    "the cost of pages in pages",
    "{ homeFeed(first: 9) { edges { node { replies(first: 50) { edges { cursor } } } } } }",
    "{ homeFeed(first: 9) { edges { node { replies(first: 100) { edges { node { author { id } } } } } } } }",
    /^At most 1000 objects/,
  ],
  [
    "the cost of pages whose length is a variable",
    "query ($n: Int!) { homeFeed(first: $n) { edges { node { author { id } } } } }",
    "query ($n: Int!) { homeFeed(first: $n) { edges { node { replies(first: 9) { edges { cursor } } } } } }",
    /^At most 1000 objects/,
  ],
  [
    "the cost of pages of the default length",
    "{ homeFeed { edges { node { replies { edges { node { id } } } } } } }",
    "{ homeFeed { edges { node { replies { edges { node { author { id } } } } } } } }",
    /^At most 1000 objects/,
  ],
  [
    "the cost that fragments multiply",
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
    "selections of one field",
    `{ ${"__typename ".repeat(10)} }`,
    `{ ${"__typename ".repeat(5)} ${"... { __typename } ".repeat(6)} }`,
    /^At most 10 mentions/,
  ],
  [
    "account mutations",
    "mutation { signOut { __typename } a: likeActivity(input: { activityId: 1 }) { __typename } b: likeActivity(input: { activityId: 2 }) { __typename } }",
    "mutation { signOut { __typename } ...F } fragment F on Mutation { ... { b: setUpTotp { __typename } } }",
    /^At most 1 mutation of an account/,
  ],
];

describe("a document", () => {
  it.each(limits)("has a limit of %s", (_name, within, beyond, message) => {
    expect(errorsOf(within)).toEqual([]);
    expect(refusalOf(beyond)).toMatch(message);
  });

  it("has a limit of tokens", () => {
    expect(() => parse(`{ ${"a ".repeat(398)} }`, parseOptions)).not.toThrow();
    expect(() => parse(`{ ${"a ".repeat(399)} }`, parseOptions)).toThrow(/more that 400 tokens/);
  });

  it("is limited per operation, and an invalid page size counts as the nearest valid one", () => {
    const page = "{ homeFeed(first: 100) { edges { node { author { id } } } } }";
    expect(errorsOf(`query A ${page} query B ${page} query C ${page} query D ${page}`)).toEqual([]);
    expect(
      refusalOf(
        "{ a: homeFeed(first: -100) { edges { node { author { id } } } } homeFeed(first: 100000) { edges { node { replies(first: 7) { edges { cursor } } } } } }",
      ),
    ).toMatch(/^At most 1000 objects/);
  });

  it("has the cost that its fields declare", () => {
    const page = (fields: string) => `{ homeFeed { edges { node { ${fields} } } } }`;
    expect(errorsOf("{ activity(id: 1) { ancestors { author { postsCount repliesCount } } } }")).toHaveLength(
      1,
    );
    expect(errorsOf("{ activity(id: 1) { ancestors { author { id } } } }")).toEqual([]);
    expect(errorsOf(page("ancestors { id }"))).toHaveLength(1);
    expect(errorsOf(page("author { postsCount }"))).toHaveLength(1);
    expect(
      errorsOf(
        "{ endingSoon(first: 20) { author { bio } } mostReplied { replies(first: 7) { edges { cursor } } } }",
      ),
    ).toEqual([]);
    expect(errorsOf("{ recentAuthors(first: 20) { postsCount } }")).toHaveLength(1);
  });

  it("has the cost of the most expensive type of an interface", () => {
    const likes = "... on LikesNotification { activity { author { id } } }";
    const page = (fragments: string) => `{ notifications(first: 100) { edges { node { ${fragments} } } } }`;
    const reply = "... on ReplyNotification { reply { author { id } replyTo { id } } }";
    const mention = "... on MentionNotification { activity { author { id } replyTo { id } } }";
    expect(errorsOf(page(`${likes} ${reply} ${mention.repeat(3)}`))).toEqual([
      expect.stringMatching(/^At most 1000 objects/),
    ]);
    expect(errorsOf(page(`${likes} ${reply} ${mention}`))).toEqual([]);
  });

  it("with fragments that spread one another in a circle is refused, without endless recursion", () => {
    const circle =
      "{ activity(id: 1) { ...A } } fragment A on Activity { replyTo { ...B } } fragment B on Activity { replyTo { ...A } }";
    expect(errorsOf(circle)).toEqual([expect.stringContaining("Cannot spread fragment")]);
    expect(errorsOf("mutation { ...M } fragment M on Mutation { ...M }")).toEqual([
      expect.stringContaining("Cannot spread fragment"),
    ]);
  });

  it("gets at most ten errors, and one that says so", () => {
    expect(errorsOf(`{ ${numbered(300, (index) => `f${index}`)} }`)).toHaveLength(11);
  });
});

describe("the limits permit", () => {
  it.each(ownOperations())("the operation %s", (_name, text) => {
    expect(errorsOf(text)).toEqual([]);
  });

  it("the full introspection query of tools", () => {
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

it("the cost covers every list: a list of objects that contain objects is always a page, or declares its size", () => {
  const listsWithObjects = Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!isObjectType(type) || type.name.startsWith("__")) return [];
    return Object.values(type.getFields()).flatMap((field) => {
      const item = getNamedType(field.type);
      if (!isListType(getNullableType(field.type)) || !isObjectType(item)) return [];
      const hasObjects = Object.values(item.getFields()).some(({ type: inner }) =>
        isCompositeType(getNamedType(inner)),
      );
      const hasSize =
        field.args.some(({ name }) => name === "first") || fieldCostOf(field).listSize !== undefined;
      return hasObjects && !hasSize ? [`${type.name}.${field.name}`] : [];
    });
  });
  expect(listsWithObjects.filter((name) => !name.endsWith("Connection.edges"))).toEqual([]);
});

/** Documents of up to 64 kB that are meant to be slow to check. */
const hostile: Record<string, string> = {
  "64 kB of one field": `{ ${"a ".repeat(32_000)} }`,
  "one comment": `{ viewer { id } } # ${"x".repeat(65_000)}`,
  "one string": `{ activity(id: "${"x".repeat(65_000)}") { id } }`,
  "one block string": `{ activity(id: """${"\n x".repeat(20_000)}""") { id } }`,
  braces: `{${"a{".repeat(30_000)}`,
  "one field 400 times": `{ ${"__typename ".repeat(398)} }`,
  "one field with arguments 44 times": `{ ${"activity(id: 1) { id } ".repeat(44)} }`,
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

/** The CPU time of parsing and validating a document, in milliseconds. */
function cpuTimeOf(text: string): number {
  const before = process.cpuUsage();
  try {
    errorsOf(text);
  } catch {
    // A syntax error: finding it took time too.
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

it.each(Object.entries(hostile))("a document is checked within 20 ms of CPU time: %s", (_name, text) => {
  let fastest = Number.POSITIVE_INFINITY;
  // The first attempts include compilation and garbage collection, and a busy machine makes any of them slow.
  for (let attempt = 0; attempt < 20 && fastest >= 20; attempt += 1)
    fastest = Math.min(fastest, cpuTimeOf(text));
  expect(fastest).toBeLessThan(20);
});

it("the limits are checked before all other rules", () => {
  expect(errorsOf(`{ ${"nothing ".repeat(20)} }`)).toEqual([expect.stringMatching(/^At most 10 mentions/)]);
});
