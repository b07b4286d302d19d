import "reflect-metadata";
import { graphql, type GraphQLSchema } from "graphql";
import { buildSchemaSync, Field, ObjectType, Query, Resolver } from "type-graphql";
import { expect, test } from "vitest";
import { machineOf, memberOf } from "../../test/support/app/identities.ts";
import { AuthChecker } from "./auth-checker.ts";
import { Authorized } from "./authorized.ts";
import type { RequestContext } from "../context.ts";
import type { Identity } from "../identity.ts";
import { assertGuardsEnforced } from "./assert-guards-enforced.ts";

@ObjectType()
class Report {
  @Authorized("moderators")
  @Field(() => String)
  reason(): string {
    return "spam";
  }
}

@Resolver()
class ReportResolver {
  @Query(() => Report)
  report(): Report {
    return new Report();
  }

  @Authorized()
  @Query(() => String)
  greeting(): string {
    return "hello";
  }
}

const schema: GraphQLSchema = buildSchemaSync({
  resolvers: [ReportResolver],
  authChecker: AuthChecker,
  validate: false,
});

@ObjectType({ simpleResolvers: true })
class Ledger {
  @Authorized("moderators")
  @Field(() => String)
  entry!: string;
}

@Resolver()
class LedgerResolver {
  @Query(() => Ledger)
  ledger(): Ledger {
    return Object.assign(new Ledger(), { entry: "secret" });
  }
}

async function ask(source: string, identity: Identity): Promise<unknown> {
  const contextValue: Pick<RequestContext, "identity"> = { identity };
  const { data, errors } = await graphql({ schema, source, contextValue });
  return errors ? errors.map(({ extensions }) => extensions["code"]) : JSON.parse(JSON.stringify(data));
}

const member = (...groups: string[]): Identity => memberOf({ groups });
const delegated = memberOf({ groups: ["moderators"], scopes: { names: ["feed/read"], isLimited: true } });

test("a field with a group requires an access token with that group", async () => {
  const source = "{ report { reason } }";
  expect(await ask(source, member("moderators", "others"))).toEqual({ report: { reason: "spam" } });
  expect(await ask(source, member())).toEqual(["FORBIDDEN"]);
  expect(await ask(source, member("Moderators", "moderators "))).toEqual(["FORBIDDEN"]);
  expect(await ask(source, { kind: "guest" })).toEqual(["UNAUTHENTICATED"]);
});

test("a schema in which a guard would have no effect is refused", () => {
  expect(() => assertGuardsEnforced(schema)).not.toThrow();
  const unguarded = buildSchemaSync({
    resolvers: [LedgerResolver],
    authChecker: AuthChecker,
    validate: false,
  });
  expect(() => assertGuardsEnforced(unguarded)).toThrow("Ledger.entry");
});

test("a field without a group requires the access token of a person, and their own", async () => {
  expect(await ask("{ greeting }", member())).toEqual({ greeting: "hello" });
  expect(await ask("{ greeting }", { kind: "guest" })).toEqual(["UNAUTHENTICATED"]);
  expect(await ask("{ greeting }", machineOf("feed/read"))).toEqual(["FORBIDDEN"]);
  expect(await ask("{ greeting }", delegated)).toEqual(["FORBIDDEN"]);
  expect(await ask("{ greeting }", { kind: "invalidToken", reason: "TOKEN_EXPIRED" })).toEqual([
    "UNAUTHENTICATED",
  ]);
  expect(await ask("{ greeting }", { kind: "unverifiable" })).toEqual(["AUTH_UNAVAILABLE"]);
});

test("an undeclared group does not compile", () => {
  // @ts-expect-error -- declared nowhere
  expect(() => Authorized("administrators")).not.toThrow();
  // @ts-expect-error -- names in a pool have a case
  expect(() => Authorized("moderators", "Moderators")).not.toThrow();
});
