import "reflect-metadata";
import { graphql, type GraphQLSchema } from "graphql";
import { Authorized, buildSchemaSync, Field, ObjectType, Query, Resolver } from "type-graphql";
import { expect, test } from "vitest";
import type { GroupName } from "../users/group.type.ts";
import { AuthChecker } from "./auth-checker.ts";
import type { RequestContext } from "./context.ts";
import type { Identity } from "./identity.ts";
import { assertGuardsEnforced } from "./assert-guards-enforced.ts";

@ObjectType()
class Report {
  @Authorized<GroupName>("moderators")
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
  @Authorized<GroupName>("moderators")
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

const member = (...groups: string[]): Identity => ({
  kind: "member",
  accessToken: "",
  userId: "",
  claims: {
    sub: "",
    username: "a-username",
    originJti: "",
    clientId: "",
    expiresAt: 0,
    authTime: 0,
    issuedAt: 0,
    hasUserScope: true,
    groups,
  },
});

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

test("a field without a group requires an access token", async () => {
  expect(await ask("{ greeting }", member())).toEqual({ greeting: "hello" });
  expect(await ask("{ greeting }", { kind: "guest" })).toEqual(["UNAUTHENTICATED"]);
  expect(await ask("{ greeting }", { kind: "invalidToken", reason: "TOKEN_EXPIRED" })).toEqual([
    "UNAUTHENTICATED",
  ]);
  expect(await ask("{ greeting }", { kind: "unverifiable" })).toEqual(["AUTH_UNAVAILABLE"]);
});
