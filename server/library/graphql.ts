import "reflect-metadata";

export { type CheckedInput, checkInput } from "../graphql/check-input.ts";
export {
  findMemberOf,
  memberOrGuest,
  type RequestContext,
  requireMember,
  requireVerified,
  type SubscriptionContext,
} from "../graphql/context.ts";
export { DateTime } from "../graphql/date-time.scalar.ts";
export { badUserInput, type ErrorCode, forbidden, type ForbiddenReason } from "../graphql/errors.ts";
export { Authorized } from "../graphql/guards/authorized.ts";
export { Scopes } from "../graphql/guards/scopes.ts";
export type { Identity, Machine, Member, VerifiedIdentity } from "../graphql/identity.ts";
export { limitAction } from "../graphql/limit-action.ts";
export { accountMutation, contentMutation } from "../graphql/mutation-kind.ts";
export { mutationResult } from "../graphql/mutation-result.ts";
export { decodeCursor, encodeCursor } from "../graphql/paging/cursor.ts";
export { type Page, PageArguments, parsePage } from "../graphql/paging/page-arguments.ts";
export { PageInfo } from "../graphql/paging/page-info.type.ts";
export { Problem, ProblemCode, Rejected } from "../graphql/problem.type.ts";
export { User } from "../users/user.type.ts";
