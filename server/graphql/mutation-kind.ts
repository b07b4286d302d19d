import type { GraphQLField } from "graphql";

/** See `accountMutation` and `contentMutation`. */
export type MutationKind = "account" | "content";

/**
 * Every mutation declares its kind: `@Extensions(accountMutation)` or `@Extensions(contentMutation)`. An
 * account mutation gives an attacker something to guess (a password, a code) or something to send (a mail),
 * so one operation may contain only `documentLimits.accountMutations` of them, whatever their aliases. A
 * content mutation gives neither, so an operation may contain several. A mutation that declares no kind
 * counts as an account mutation.
 *
 * @see https://cheatsheetseries.owasp.org/cheatsheets/GraphQL_Cheat_Sheet.html#batching-attacks
 */
export const accountMutation = { mutationKind: "account" } as const satisfies MutationExtensions;

/** See `accountMutation`. */
export const contentMutation = { mutationKind: "content" } as const satisfies MutationExtensions;

type MutationExtensions = { mutationKind: MutationKind };

/** The kind that a field of the mutation type declares, or undefined if it declares none. */
export function mutationKindOf({ extensions }: GraphQLField<unknown, unknown>): MutationKind | undefined {
  const kind = extensions["mutationKind"];
  return kind === "account" || kind === "content" ? kind : undefined;
}
