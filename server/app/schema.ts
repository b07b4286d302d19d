import "reflect-metadata";
import type { GraphQLSchema } from "graphql";
import { buildSchemaSync, type PubSub } from "type-graphql";
import type { Feature } from "../features/feature.ts";
import { checkSchemaParts, explainSameTypes } from "../features/check-schema-parts.ts";
import { scopesOf } from "../features/permissions.ts";
import { FeatureError } from "../features/feature-error.ts";
import { AuthChecker } from "../graphql/guards/auth-checker.ts";
import { assertGuardsEnforced } from "../graphql/guards/assert-guards-enforced.ts";
import { enforceScopes } from "../graphql/guards/enforce-scopes.ts";
import { buildAlone } from "../graphql/build-alone.ts";
import { rejectAfterDeadline } from "../graphql/reject-after-deadline.ts";
import { resolveOnce } from "../graphql/resolve-once.ts";
import { type MutationObserver, observeMutations } from "../graphql/observe-mutations.ts";
import type { ScopeDeclaration } from "../rules/define-scopes.ts";
import { declaredRules } from "../rules/rules.ts";

/** type-graphql requires one for subscriptions; ours use streams of their own instead of topics. */
const noTopics: PubSub = {
  publish() {
    throw new Error("Subscriptions use no topics.");
  },
  subscribe() {
    throw new Error("Subscriptions use no topics.");
  },
};

export type SchemaOptions = {
  /** See observeMutations. */
  onMutation?: MutationObserver;
  /** The scopes that guards may name, besides those of the features. */
  scopes?: readonly ScopeDeclaration[];
};

/**
 * The schema, built from the resolver classes of the features. Types whose fields are plain values are declared with
 * `simpleResolvers`, which saves most of the work for each value.
 *
 * @throws FeatureError if two of them add the same to it.
 */
export function createSchema(
  features: readonly Feature[],
  { onMutation, scopes = declaredRules.scopes }: SchemaOptions = {},
): GraphQLSchema {
  const [first, ...others] = features.flatMap(({ resolvers }) => resolvers);
  if (!first) throw new FeatureError(["No feature has a resolver: add one to the list of features."]);
  checkSchemaParts(features);
  const schema = buildNamed(() =>
    buildSchemaSync({
      resolvers: [first, ...others],
      authChecker: AuthChecker,
      // Inputs are checked by checkInput: class-validator would put passwords into the error's extensions.
      validate: false,
      pubSub: noTopics,
    }),
  );
  assertGuardsEnforced(schema);
  enforceScopes(schema, [...scopes, ...scopesOf(features)]);
  rejectAfterDeadline(schema);
  if (onMutation) observeMutations(schema, onMutation);
  // Last, so that the outcome is observed once, too.
  resolveOnce(schema);
  return schema;
}

function buildNamed(build: () => GraphQLSchema): GraphQLSchema {
  try {
    return buildAlone(build);
  } catch (error) {
    throw explainSameTypes(error);
  }
}
