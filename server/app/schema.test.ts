import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from "graphql";
import { expect, it } from "vitest";
import { cruddur } from "../features/cruddur.ts";
import { mutationKindOf } from "../graphql/mutation-kind.ts";
import { createSchema } from "./schema.ts";

it("describes every type, field, argument and enum value", () => {
  const missing: string[] = [];
  const check = (path: string, { description }: { description?: string | null | undefined }) => {
    if (!description) missing.push(path);
  };
  for (const type of Object.values(createSchema(cruddur).getTypeMap())) {
    if (
      type.name.startsWith("__") ||
      ["Query", "Mutation", "Subscription", "String", "Int", "Boolean", "ID", "Float"].includes(type.name)
    ) {
      if (!isObjectType(type) || type.name.startsWith("__")) continue;
    } else check(type.name, type);
    if (isEnumType(type)) for (const value of type.getValues()) check(`${type.name}.${value.name}`, value);
    if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) check(`${type.name}.${field.name}`, field);
    }
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field);
        for (const argument of field.args) check(`${type.name}.${field.name}(${argument.name})`, argument);
      }
    }
  }
  expect(missing).toEqual([]);
});

// A test and not an error of createSchema: at run time an undeclared mutation counts as an account mutation,
// which is safe.
it("declares the kind of every mutation", () => {
  const fields = Object.values(createSchema(cruddur).getMutationType()?.getFields() ?? {});
  const undeclared = fields.filter((field) => mutationKindOf(field) === undefined).map(({ name }) => name);
  expect(fields.length).toBeGreaterThan(0);
  expect(undeclared).toEqual([]);
});
