import { type OperationDefinitionNode, parse } from "graphql";
import { expect, it } from "vitest";
import { createSchema } from "../app/schema.ts";
import { cruddur } from "../features/cruddur.ts";
import { cacheScopeOf } from "./cache-scope.ts";

const schema = createSchema(cruddur);

it.each([
  ["SHARED", "{ homeFeed { edges { cursor node { id author { name } } } pageInfo { hasNextPage } } }"],
  ["SHARED", "{ authOptions { identifiers passwordPolicy { requires } identityProviders { name } } }"],
  ["SHARED_EXCEPT_LIKES", "{ homeFeed { edges { node { id viewerHasLiked } } } }"],
  [
    "SHARED_EXCEPT_LIKES",
    "{ homeFeed { ...A } } fragment A on ActivityConnection { edges { node { viewerHasLiked } } }",
  ],
  ["PRIVATE", "{ homeFeed { edges { node { viewerHasLiked replies { edges { cursor } } } } } }"],
  ["PRIVATE", "{ homeFeed { edges { cursor } } viewer { handle } }"],
  ["PRIVATE", "mutation { signOut { __typename } }"],
])("the scope is %s for %s", (scope, text) => {
  const document = parse(text);
  expect(cacheScopeOf(schema, document, document.definitions[0] as OperationDefinitionNode)).toBe(scope);
});
