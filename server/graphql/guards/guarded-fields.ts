import { type ScopeRequirement, scopeRequirements } from "./scopes.ts";
import { readTypeGraphqlMetadata, type TypeGraphqlMetadata } from "./type-graphql-metadata.ts";

/** A field of a GraphQL type, with the scopes that `@Scopes` requires: one of each list. */
export type GuardedField = { typeName: string; fieldName: string; required: (readonly string[])[] };

/** A field of a GraphQL type, and where the code declares it. */
type DeclaredField = Omit<GuardedField, "required"> & {
  /** The class that has the member, and the class of the type. */
  classes: object[];
  member: string;
};

/**
 * The fields of all decorated classes that `@Scopes` guards, whether or not they are in a schema.
 *
 * @throws Error if a decorator guards nothing, e.g. on an interface or on a class without fields.
 */
export function findGuardedFields(
  requirements: readonly ScopeRequirement[] = scopeRequirements(),
): GuardedField[] {
  const declared = declaredFields(readTypeGraphqlMetadata());
  const found = new Map<string, { field: DeclaredField; required: Set<ScopeRequirement> }>();
  for (const requirement of requirements) {
    const fields = declared.filter((field) => applies(requirement, field));
    if (fields.length === 0) throw new Error(`@Scopes has no effect on ${nameOf(requirement)}.`);
    for (const field of fields) {
      const path = `${field.typeName}.${field.fieldName}`;
      const known = found.get(path) ?? { field, required: new Set() };
      found.set(path, known);
      known.required.add(requirement);
    }
  }
  return Array.from(found.values(), ({ field: { typeName, fieldName }, required }) => ({
    typeName,
    fieldName,
    required: Array.from(required, ({ scopes }) => scopes),
  }));
}

function applies({ target, member }: ScopeRequirement, field: DeclaredField): boolean {
  if (member !== undefined && member !== field.member) return false;
  return field.classes.some(
    (each) =>
      each === target || isSubclass(each, target) || (member === undefined && isSubclass(target, each)),
  );
}

function isSubclass(subclass: object, superclass: object): boolean {
  return Object.prototype.isPrototypeOf.call(superclass, subclass);
}

function nameOf({ target, member }: ScopeRequirement): string {
  const name = typeof target === "function" ? target.name : "a class";
  return member === undefined ? name : `${name}.${member}`;
}

function declaredFields(metadata: TypeGraphqlMetadata): DeclaredField[] {
  const roots = {
    Query: metadata.queries,
    Mutation: metadata.mutations,
    Subscription: metadata.subscriptions,
  };
  const typeNames = new Map(metadata.objectTypes.map(({ target, name }) => [target, name]));
  const typesOfResolvers = new Map(metadata.resolverClasses.map((each) => [each.target, each.getObjectType]));
  const fields: DeclaredField[] = [];
  for (const [typeName, handlers] of Object.entries(roots)) {
    for (const { target, methodName, schemaName } of handlers)
      fields.push({ typeName, fieldName: schemaName, classes: [target], member: methodName });
  }
  for (const { target, name, schemaName } of metadata.fields) {
    const typeName = typeNames.get(target);
    if (typeName !== undefined)
      fields.push({ typeName, fieldName: schemaName, classes: [target], member: name });
  }
  for (const { kind, target, methodName, schemaName } of metadata.fieldResolvers) {
    const type = kind === "external" ? typesOfResolvers.get(target)?.() : target;
    const typeName = type && typeNames.get(type);
    if (type !== undefined && typeName !== undefined)
      fields.push({ typeName, fieldName: schemaName, classes: [target, type], member: methodName });
  }
  return fields;
}
