import { type DocumentNode, type GraphQLSchema, TypeInfo, visit, visitWithTypeInfo } from "graphql";

/**
 * Looks at each field that a document names, those of its fragments once.
 *
 * @param look is told what the schema says of the field.
 */
export function visitFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  look: (types: TypeInfo) => void,
): void {
  const types = new TypeInfo(schema);
  const visitor = {
    // What it returned would take the place of the field.
    Field(): void {
      look(types);
    },
  };
  visit(document, visitWithTypeInfo(types, visitor));
}
