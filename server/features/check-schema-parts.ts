import { readTypeGraphqlMetadata } from "../graphql/guards/type-graphql-metadata.ts";
import type { Feature } from "./feature.ts";
import { FeatureError } from "./feature-error.ts";

/**
 * Checks that no two resolver classes add the same field to the schema: type-graphql would take one of them silently.
 *
 * @throws FeatureError with all such fields
 */
export function checkSchemaParts(features: readonly Feature[]): void {
  const owners = new Map<object, string>(
    features.flatMap(({ name, resolvers }) => resolvers.map((resolver) => [resolver, name] as const)),
  );
  const { queries, mutations, subscriptions, fieldResolvers, resolverClasses } = readTypeGraphqlMetadata();
  const typeOf = new Map(resolverClasses.map(({ target, getObjectType }) => [target, getObjectType]));
  const fields = [
    ...queries.map((each) => ({ ...each, typeName: "Query" })),
    ...mutations.map((each) => ({ ...each, typeName: "Mutation" })),
    ...subscriptions.map((each) => ({ ...each, typeName: "Subscription" })),
    ...fieldResolvers
      .filter(({ target, kind }) => kind === "external" && owners.has(target))
      .map((each) => ({ ...each, typeName: nameOf(typeOf.get(each.target)?.()) })),
  ].filter(({ target }) => owners.has(target));
  const known = new Map<string, object>();
  const problems = fields.flatMap(({ target, typeName, schemaName }) => {
    const path = `${typeName}.${schemaName}`;
    const other = known.get(path);
    known.set(path, target);
    if (other === undefined) return [];
    const [first, second] = [other, target].map((each) => `${nameOf(each)} (${owners.get(each)})`);
    return [`The field ${path} is in two resolver classes, ${first} and ${second}: rename one.`];
  });
  if (problems.length > 0) throw new FeatureError(problems);
}

function nameOf(target: object | undefined): string {
  return typeof target === "function" ? target.name : "";
}

/** graphql-js refuses a schema in which two types have one name. */
export function explainSameTypes(error: unknown): unknown {
  const name = error instanceof Error && /multiple types named "(\w+)"/.exec(error.message)?.[1];
  if (!name) return error;
  return new FeatureError([`Two types of the schema are named ${name}: rename one of them.`]);
}
