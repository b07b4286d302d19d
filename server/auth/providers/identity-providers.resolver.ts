import { Arg, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { limitAction } from "../../graphql/limit-action.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { type Problem, Rejected } from "../../graphql/problem.type.ts";
import { toQueryError } from "../../graphql/to-query-error.ts";
import { findMember } from "../../users/find-member.ts";
import { findUserBySub } from "../../users/find-user-by-sub.ts";
import { toViewer, Viewer } from "../../users/viewer.type.ts";
import type { AuthContext } from "../context.ts";
import { requireRecentSecondFactor } from "../session/recent-sign-in.ts";
import { toRejected } from "../shared/problems.ts";
import { hasOtherWayIn } from "./has-other-way-in.ts";
import {
  LinkedIdentityProvider,
  LinkIdentityProviderResult,
  toLinkedProvider,
  UnlinkIdentityProviderInput,
  UnlinkIdentityProviderResult,
} from "./linked-provider.type.ts";
import { pendingLinks } from "./provider-cookies.ts";
import { providerLinked, providerUnlinked } from "./provider-notices.ts";

const nothingToLink: Problem = {
  code: "NOT_FOUND",
  message:
    "No provider waits to be linked to this account, or it waited longer than ten minutes. Continue with the provider again.",
};

@Resolver(() => Viewer)
export class IdentityProvidersResolver {
  @FieldResolver(() => [LinkedIdentityProvider], {
    description:
      "The identity providers by which the viewer signs in. `linkIdentityProvider` adds one, `unlinkIdentityProvider` removes one.",
  })
  async identityProviders(
    @Root() { member }: Viewer,
    @Ctx() { poolProfile, userPool }: AuthContext,
  ): Promise<LinkedIdentityProvider[]> {
    if (poolProfile().identityProviders.length === 0) return [];
    try {
      return (await userPool.listIdentities(member.claims)).map(toLinkedProvider);
    } catch (error) {
      throw toQueryError(error);
    }
  }

  @Extensions(accountMutation)
  @Mutation(() => LinkIdentityProviderResult, {
    description:
      "Links the provider of the last sign-in in this browser that ended with ACCOUNT_LINK_REQUIRED, because its address has an account: to that account, which the access token must be of. Its posts, handle and other ways to sign in stay, and its owner is told by mail. Rejected with NOT_FOUND if no provider waits for this account. Requires a sign-in within the last five minutes, with the second factor if the account has one.",
  })
  async linkIdentityProvider(@Ctx() context: AuthContext): Promise<Viewer | Rejected> {
    const { db, accountLinkCookie, providerKey, clock, userPool, notices, acceptLanguage } = context;
    try {
      const checked = await requireRecentSecondFactor(context);
      if (checked instanceof Rejected) return checked;
      const { member } = checked;
      const pending = pendingLinks.read(accountLinkCookie, providerKey, clock());
      // The account of the identity has been used meanwhile: it is a person's, and is not deleted.
      const isUsed = pending && (await findUserBySub(db, pending.federatedSub)) !== undefined;
      if (pending?.ownerSub !== member.claims.sub || isUsed) return new Rejected([nothingToLink]);
      const user = await findMember(context, member);
      return await limitAction(context, "notice", member.userId, async () => {
        const { provider: providerName, subject: userId, username: ownAccount } = pending;
        const { username } = member.claims;
        await userPool.linkIdentity({ providerName, userId }, { ownAccount, username });
        accountLinkCookie.clear();
        notices.send(user.email, providerLinked(providerName), acceptLanguage);
        return toViewer(user, member);
      });
    } catch (error) {
      return toRejected(error);
    }
  }

  @Extensions(accountMutation)
  @Mutation(() => UnlinkIdentityProviderResult, {
    description:
      "Unlinks a provider, which signs in no more. Its owner is told by mail. Rejected with NOT_FOUND if it is not linked, and with LAST_WAY_IN if nothing else would sign in to the account. Requires an access token and a sign-in within the last five minutes, with the second factor if the account has one.",
  })
  async unlinkIdentityProvider(
    @Arg("input", () => UnlinkIdentityProviderInput, { description: "The provider." })
    { name }: UnlinkIdentityProviderInput,
    @Ctx() context: AuthContext,
  ): Promise<Viewer | Rejected> {
    const { userPool, notices, acceptLanguage } = context;
    try {
      const checked = await requireRecentSecondFactor(context);
      if (checked instanceof Rejected) return checked;
      const { member } = checked;
      const user = await findMember(context, member);
      const identities = await userPool.listIdentities(member.claims);
      const identity = identities.find(({ providerName }) => providerName === name);
      if (!identity)
        return new Rejected([
          { code: "NOT_FOUND", message: "This provider is not linked to your account.", field: "name" },
        ]);
      const others = identities.filter((each) => each !== identity);
      const hasOther = await hasOtherWayIn(context, { member, user, identity, others });
      if (hasOther instanceof Rejected) return hasOther;
      if (!hasOther)
        return new Rejected([
          {
            code: "LAST_WAY_IN",
            message: "Nothing else signs in to your account. Add another way first.",
            field: "name",
          },
        ]);
      return await limitAction(context, "notice", member.userId, async () => {
        await userPool.unlinkIdentity(identity);
        notices.send(user.email, providerUnlinked(name), acceptLanguage);
        return toViewer(user, member);
      });
    } catch (error) {
      return toRejected(error);
    }
  }
}
