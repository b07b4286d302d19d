import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
} from "graphql";
import type { ScopeDeclaration } from "../../rules/define-scopes.ts";
import { userScope } from "../../user-pool/tokens/access-token-claims.ts";
import { type RequestContext, requireVerified } from "../context.ts";
import { personRequired, scopeMissing, unauthenticated } from "../errors.ts";
import { findGuardedFields } from "./guarded-fields.ts";
import { holdsDeclared } from "./held-scopes.ts";

/** Any of these scopes. */
type Alternatives = readonly ScopeDeclaration[];

type Field = GraphQLField<unknown, RequestContext>;

/** Marks a field that `@Scopes` guards. */
const guarded = "requiredScopes";

/**
 * Enforces `@Scopes` on the fields of a schema and says so in their descriptions. Refuses all mutations of machines, and
 * those of delegated tokens that `@Scopes` does not guard. The field itself refuses, whatever the document calls it, before
 * anything of it is resolved; a subscription does not start.
 *
 * @param scopes the declared ones.
 * @throws Error if a scope is not declared, or a guard would have no effect.
 */
export function enforceScopes(schema: GraphQLSchema, scopes: readonly ScopeDeclaration[]): void {
  const declarations = new Map(scopes.map((scope) => [scope.name, scope]));
  const findDeclaration = (name: string, path: string): ScopeDeclaration => {
    const declaration = declarations.get(name);
    if (declaration) return declaration;
    throw new Error(`${path} requires the scope ${name}, which is not declared.`);
  };
  for (const { typeName, fieldName, required } of findGuardedFields()) {
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (!field) continue;
    const path = `${typeName}.${fieldName}`;
    guard(
      field,
      required.map((names) => names.map((name) => findDeclaration(name, path))),
    );
  }
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const acceptsDelegated = field.extensions[guarded] !== undefined;
    wrap(field, ({ identity }) => {
      if (identity.kind === "machine") throw personRequired();
      if (identity.kind === "member" && identity.claims.scopes.isLimited && !acceptsDelegated)
        throw scopeMissing([userScope]);
    });
  }
}

/** Whether a request that reaches this field has passed its `@Scopes`. */
export function isGuardedByScopes({ parentType, fieldName }: GraphQLResolveInfo): boolean {
  return parentType.getFields()[fieldName]?.extensions[guarded] !== undefined;
}

function guard(field: Field, required: readonly Alternatives[]): void {
  field.description = [field.description, ...required.map(describe)].join("\n\n").trim();
  field.extensions = { ...field.extensions, [guarded]: required.map((each) => each.map(({ name }) => name)) };
  wrap(field, (context) => {
    const identity = requireVerified(context);
    for (const alternatives of required) {
      if (alternatives.some((scope) => holdsDeclared(identity, scope))) continue;
      throw identity.kind === "guest"
        ? unauthenticated("TOKEN_MISSING")
        : scopeMissing(alternatives.map(({ name }) => name));
    }
  });
}

/** Calls `check` before the field is resolved, or before the subscription starts. */
function wrap(field: Field, check: (context: RequestContext) => void): void {
  const before =
    (resolve: GraphQLFieldResolver<unknown, RequestContext>): GraphQLFieldResolver<unknown, RequestContext> =>
    (source, values, context, info) => {
      check(context);
      return resolve(source, values, context, info);
    };
  if (field.subscribe) field.subscribe = before(field.subscribe);
  else field.resolve = before(field.resolve ?? defaultFieldResolver);
}

function describe(alternatives: Alternatives): string {
  const names = alternatives.map(({ name }) => `\`${name}\``).join(" or ");
  const holders = new Set(alternatives.map(({ heldBy }) => heldBy));
  if (holders.has("everybody")) return `Requires the scope ${names} of machines and delegated tokens.`;
  return holders.has("signedIn")
    ? `Requires the scope ${names} of machines and delegated tokens, and of others an access token.`
    : `Requires an access token with the scope ${names}.`;
}
