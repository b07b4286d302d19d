import { type OperationDefinitionNode, parse } from "graphql";
import { expect, it } from "vitest";
import { createSchema } from "../app/schema.ts";
import { scopeOf } from "./cache-scope.ts";

const schema = createSchema();

it.each([
  ["AUDIENCE", "{ homeFeed { edges { cursor node { id author { name } } } pageInfo { hasNextPage } } }"],
  ["AUDIENCE_AND_LIKES", "{ homeFeed { edges { node { id viewerHasLiked } } } }"],
  [
    "AUDIENCE_AND_LIKES",
    "{ homeFeed { ...A } } fragment A on ActivityConnection { edges { node { viewerHasLiked } } }",
  ],
  ["VIEWER", "{ homeFeed { edges { node { viewerHasLiked replies { edges { cursor } } } } } }"],
  ["VIEWER", "{ homeFeed { edges { cursor } } viewer { handle } }"],
  ["VIEWER", "mutation { signOut { __typename } }"],
])("the answer depends on the %s: %s", (scope, text) => {
  const document = parse(text);
  expect(scopeOf(schema, document, document.definitions[0] as OperationDefinitionNode)).toBe(scope);
});
