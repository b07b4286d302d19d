import "reflect-metadata";
import type { GraphQLSchema } from "graphql";
import { buildSchemaSync, type NonEmptyArray, type PubSub } from "type-graphql";
import { AccountResolver } from "../auth/account/account.resolver.ts";
import { AuthOptionsResolver } from "../auth/options/auth-options.resolver.ts";
import { PasswordResolver } from "../auth/password/password.resolver.ts";
import { ChallengeResolver } from "../auth/sign-in/challenge.resolver.ts";
import { SignOutEverywhereResolver } from "../auth/other-sessions/sign-out-everywhere.resolver.ts";
import { SessionResolver } from "../auth/session/session.resolver.ts";
import { SignInResolver } from "../auth/sign-in/sign-in.resolver.ts";
import { SignUpResolver } from "../auth/sign-up/sign-up.resolver.ts";
import { TotpResolver } from "../auth/totp/totp.resolver.ts";
import { ActivityPostedResolver } from "../feed/live/activity-posted.resolver.ts";
import { MarkNotificationsReadResolver } from "../feed/notifications/mark-notifications-read.resolver.ts";
import { NotificationReceivedResolver } from "../feed/notifications/notification-received.resolver.ts";
import {
  LikersResolver,
  NotificationsResolver,
  UnreadNotificationsResolver,
} from "../feed/notifications/notifications.resolver.ts";
import { ActivityResolver } from "../feed/read/activity.resolver.ts";
import { AncestorsResolver } from "../feed/read/ancestors.resolver.ts";
import { AuthorCountsResolver } from "../feed/read/author-counts.resolver.ts";
import { UserActivitiesResolver, ViewerActivitiesResolver } from "../feed/read/author.resolver.ts";
import { HighlightsResolver } from "../feed/read/highlights.resolver.ts";
import { MentionSuggestionsResolver } from "../feed/read/mention-suggestions.resolver.ts";
import { ChangeActivityResolver } from "../feed/write/change-activity.resolver.ts";
import { WriteActivityResolver } from "../feed/write/write-activity.resolver.ts";
import { JoinedResolver } from "../users/joined.resolver.ts";
import { ModerationQueueResolver } from "../moderation/moderation-queue.resolver.ts";
import { ReportResolver } from "../moderation/report.resolver.ts";
import { ResolveReportResolver } from "../moderation/resolve-report.resolver.ts";
import { HiddenListResolver } from "../safety/hidden-list.resolver.ts";
import { HidePersonResolver } from "../safety/hide-person.resolver.ts";
import { UserFlagsResolver } from "../safety/user-flags.resolver.ts";
import { UserResolver } from "../users/user.resolver.ts";
import { ViewerResolver } from "../users/viewer.resolver.ts";
import { ViewerSessionsResolver } from "../sessions/viewer-sessions.resolver.ts";
import { AuthChecker } from "../graphql/guards/auth-checker.ts";
import { assertGuardsEnforced } from "../graphql/guards/assert-guards-enforced.ts";
import { enforceScopes } from "../graphql/guards/enforce-scopes.ts";
import { rejectAfterDeadline } from "../graphql/reject-after-deadline.ts";
import { resolveOnce } from "../graphql/resolve-once.ts";
import { type MutationObserver, observeMutations } from "../graphql/observe-mutations.ts";
import type { ScopeDeclaration } from "../rules/define-scopes.ts";
import { declaredRules } from "../rules/rules.ts";

/** type-graphql requires one for subscriptions; ours use streams of their own instead of topics. */
const noTopics: PubSub = {
  publish() {
    throw new Error("Subscriptions use no topics.");
  },
  subscribe() {
    throw new Error("Subscriptions use no topics.");
  },
};

export type SchemaOptions = {
  /** See observeMutations. */
  onMutation?: MutationObserver;
  /** Resolver classes besides those of the features. */
  resolvers?: readonly NonEmptyArray<Function>[number][];
  /** The scopes that guards may name. */
  scopes?: readonly ScopeDeclaration[];
};

/**
 * The schema, built from the resolver classes of the features. Types whose fields are plain values are declared with
 * `simpleResolvers`, which saves most of the work for each value.
 *
 */
export function createSchema({
  onMutation,
  resolvers = [],
  scopes = declaredRules.scopes,
}: SchemaOptions = {}): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      AuthOptionsResolver,
      SignUpResolver,
      SignInResolver,
      ChallengeResolver,
      PasswordResolver,
      SessionResolver,
      SignOutEverywhereResolver,
      AccountResolver,
      TotpResolver,
      ViewerResolver,
      ViewerSessionsResolver,
      UserResolver,
      JoinedResolver,
      HidePersonResolver,
      HiddenListResolver,
      UserFlagsResolver,
      ActivityResolver,
      AncestorsResolver,
      HighlightsResolver,
      MentionSuggestionsResolver,
      UserActivitiesResolver,
      ViewerActivitiesResolver,
      AuthorCountsResolver,
      WriteActivityResolver,
      ChangeActivityResolver,
      ActivityPostedResolver,
      NotificationsResolver,
      UnreadNotificationsResolver,
      LikersResolver,
      MarkNotificationsReadResolver,
      ReportResolver,
      ModerationQueueResolver,
      ResolveReportResolver,
      NotificationReceivedResolver,
      ...resolvers,
    ],
    authChecker: AuthChecker,
    // Inputs are checked by checkInput: class-validator would put passwords into the error's extensions.
    validate: false,
    pubSub: noTopics,
  });
  assertGuardsEnforced(schema);
  enforceScopes(schema, scopes);
  rejectAfterDeadline(schema);
  if (onMutation) observeMutations(schema, onMutation);
  // Last, so that the outcome is observed once, too.
  resolveOnce(schema);
  return schema;
}
