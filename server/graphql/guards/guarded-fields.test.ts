import "reflect-metadata";
import { Field, InterfaceType, Query, Resolver } from "type-graphql";
import { expect, it } from "vitest";
import { findGuardedFields } from "./guarded-fields.ts";
import { Scopes } from "./scopes.ts";

abstract class BaseResolver {
  @Query(() => String, { name: "renamed" })
  inherited(): string {
    return "inherited";
  }
}

@Resolver()
class DerivedResolver extends BaseResolver {}

@InterfaceType()
abstract class Node {
  @Field(() => String)
  secret!: string;
}

const scopes = ["feed/read"];

it.each([
  ["a method, where a subclass inherits it", { target: BaseResolver, member: "inherited" }],
  ["a class, whose methods are inherited", { target: DerivedResolver, member: undefined }],
])("finds the field of %s", (_case, requirement) => {
  expect(findGuardedFields([{ ...requirement, scopes }])).toEqual([
    { typeName: "Query", fieldName: "renamed", required: [scopes] },
  ]);
});

it.each([
  ["the field of an interface", { target: Node, member: "secret" }, "Node.secret"],
  ["a method that is no field", { target: DerivedResolver, member: "other" }, "DerivedResolver.other"],
  ["a class without fields", { target: Error, member: undefined }, "Error"],
])("refuses a guard without effect: on %s", (_case, requirement, name) => {
  expect(() => findGuardedFields([{ ...requirement, scopes }])).toThrow(name);
});

it("an undeclared scope does not compile", () => {
  // @ts-expect-error -- declared nowhere
  expect(Scopes("feed/write")).toBeTypeOf("function");
  // @ts-expect-error -- none is required
  expect(Scopes()).toBeTypeOf("function");
});
