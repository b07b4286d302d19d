import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from "graphql";

/**
 * Visits each field of a document. The fields of a fragment are visited once, however often it is spread.
 *
 * @param onField is called with the schema's types at the field.
 */
export function visitFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  onField: (types: TypeInfo) => void,
): void {
  const types = new TypeInfo(schema);
  const visitor = {
    // Returns nothing: `visit` would replace the field by a returned value.
    Field(): void {
      onField(types);
    },
  };
  visit(document, visitWithTypeInfo(types, visitor));
}
