import { readdirSync, readFileSync } from "node:fs";
import {
  buildSchema,
  isObjectType,
  isUnionType,
  getNamedType,
  parse,
  specifiedRules,
  NoUnusedFragmentsRule,
  validate,
} from "graphql";
import { describe, expect, it } from "vitest";
import { blocks, pages, root } from "./pages.ts";

const schema = buildSchema(readFileSync(`${root}/schema.graphql`, "utf8"));
const rules = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);
const read = (path: string): string => readFileSync(`${root}/${path}`, "utf8");

/** Every operation that the docs and the playground show, with its place. */
function shownOperations(): [where: string, text: string][] {
  const tabs = readdirSync(`${root}/client/playground/tabs`).map((name) => `client/playground/tabs/${name}`);
  const inPages = pages.flatMap((page) =>
    blocks(page, "graphql").map((text): [string, string] => [page.path, text]),
  );
  const apollo = "docs/codegen/typescript/client/home-feed.ts";
  return [
    ...inPages,
    ...[...tabs, "docs/codegen/go/operations.graphql"].map((path): [string, string] => [path, read(path)]),
    ...[...read(apollo).matchAll(/graphql\(`(.*?)`\)/gsu)].map(([, text = ""]): [string, string] => [
      apollo,
      text,
    ]),
  ];
}

describe("the operations of the docs and the playground", () => {
  it("are valid", () => {
    const operations = shownOperations();
    expect(operations.length).toBeGreaterThan(7);
    const wrong = operations.flatMap(([where, text]) =>
      validate(schema, parse(text), rules).map(({ message }) => `${where}: ${message}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the claims of docs/codegen.md", () => {
  it("Relay: every connection has the page info that its compiler requires", () => {
    const connections = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter(({ name }) => name.endsWith("Connection"));
    expect(connections).not.toEqual([]);
    for (const connection of connections) {
      const pageInfo = getNamedType(connection.getFields()["pageInfo"]?.type);
      const fields = isObjectType(pageInfo) ? pageInfo.getFields() : {};
      expect(Object.fromEntries(Object.values(fields).map(({ name, type }) => [name, String(type)]))).toEqual(
        {
          hasNextPage: "Boolean!",
          hasPreviousPage: "Boolean!",
          startCursor: "String",
          endCursor: "String",
        },
      );
    }
  });
});

describe("the state diagrams of docs/authentication.md", () => {
  const page = pages.find(({ path }) => path === "docs/authentication.md");
  const diagrams = page ? blocks(page, "mermaid").join("\n") : "";
  const aliases = new Map(
    [...diagrams.matchAll(/state "(\w+)" as (\w+)$/gmu)].map(([, state = "", alias = ""]) => [alias, state]),
  );
  const drawn = [...diagrams.matchAll(/--> (\w+): (\w+)/gu)].map(
    ([, to = "", mutation = ""]) => `${mutation}: ${aliases.get(to) ?? to}`,
  );
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  const feedMutation = /Activity|Reply|Notification|Report|block|mute/iu;
  const states = mutations
    .filter(({ name }) => !feedMutation.test(name))
    .flatMap(({ name, type }) => {
      const result = getNamedType(type);
      return isUnionType(result) ? result.getTypes().map((state) => `${name}: ${state.name}`) : [];
    });

  it("contain every state that a mutation of auth can lead to, and no others", () => {
    const expected = states.filter((each) => !each.endsWith(": Rejected"));
    expect([...new Set(drawn)].toSorted()).toEqual(expected.toSorted());
  });
});
