import { readTypeGraphqlMetadata } from "./guards/type-graphql-metadata.ts";

/** Fields that schemas have added to the metadata, other than decorators. */
const added = new Set<object>();

/**
 * Builds a schema as if it were the first one. type-graphql adds the field of each `@FieldResolver` to its object type for
 * good, so that a schema without that resolver class would have the field of an earlier one.
 */
export function buildAlone<Schema>(build: () => Schema): Schema {
  const metadata = readTypeGraphqlMetadata();
  metadata.fields = metadata.fields.filter((field) => !added.has(field));
  // Collected again from the fields.
  for (const type of metadata.objectTypes) delete type.fields;
  const declared = new Set<object>(metadata.fields);
  try {
    return build();
  } finally {
    for (const field of metadata.fields) if (!declared.has(field)) added.add(field);
  }
}
