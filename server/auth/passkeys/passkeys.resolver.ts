import { Arg, Ctx, Extensions, FieldResolver, Mutation, Resolver, Root } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import type { Member } from "../../graphql/identity.ts";
import { limitAction } from "../../graphql/limit-action.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { nameRule } from "../../graphql/text-rules.ts";
import { toQueryError } from "../../graphql/to-query-error.ts";
import { UserPoolError } from "../../user-pool/user-pool-error.ts";
import { findMember } from "../../users/find-member.ts";
import { toViewer, Viewer } from "../../users/viewer.type.ts";
import type { AuthContext } from "../context.ts";
import { requireRecentSecondFactor } from "../session/recent-sign-in.ts";
import { requireUserScope } from "../session/require-user-scope.ts";
import { passkeyAdded, passkeyRemoved } from "../shared/passkey-notices.ts";
import { passkeyNotAccepted, toRejected } from "../shared/problems.ts";
import { registrationResponseRule } from "./credential-rules.ts";
import { findPasskeys, forgetPasskeys, keepPasskey, syncPasskeys } from "./known-passkeys.ts";
import { namePasskey } from "./name-passkey.ts";
import { usePasskeysAsBothFactors } from "./passkeys-as-both-factors.ts";
import {
  CompletePasskeyRegistrationInput,
  CompletePasskeyRegistrationResult,
  DeletePasskeyInput,
  DeletePasskeyResult,
  Passkey,
  PasskeyRegistrationStarted,
  StartPasskeyRegistrationResult,
  toPasskey,
} from "./passkey.type.ts";

const completionRules = z.object({
  credential: registrationResponseRule,
  name: nameRule.nullish().transform((name) => name ?? undefined),
});

@Resolver(() => Viewer)
export class PasskeysResolver {
  /** By the member of a request: aliases ask the pool once. */
  readonly #found = new WeakMap<Member, Promise<Passkey[]>>();

  @FieldResolver(() => [Passkey], {
    description:
      "The viewer's passkeys, oldest first, as the user pool has them. With an access token that may not ask the pool, those of the last time that one could. `deletePasskey` removes one.",
  })
  async passkeys(@Root() { member }: Viewer, @Ctx() context: AuthContext): Promise<Passkey[]> {
    const found = this.#found.get(member) ?? listPasskeys(context, member);
    this.#found.set(member, found);
    return await found;
  }

  @Extensions(accountMutation)
  @Mutation(() => StartPasskeyRegistrationResult, {
    description:
      "Starts to add a passkey: its `options` are for the browser. Requires an access token and a sign-in within the last five minutes, with the second factor if the account has one.",
  })
  async startPasskeyRegistration(
    @Ctx() context: AuthContext,
  ): Promise<PasskeyRegistrationStarted | Rejected> {
    try {
      const checked = await requireRecentSecondFactor(context);
      if (checked instanceof Rejected) return checked;
      const { member } = checked;
      const refused = requireUserScope(member);
      if (refused) return refused;
      const { email, handle, name } = await findMember(context, member);
      const options = await context.userPool.startPasskeyRegistration(member);
      // What the browser shows beside the passkey. The pool's own name for the account may be a UUID.
      const user = { ...Object(options["user"]), name: email ?? handle, displayName: name };
      return new PasskeyRegistrationStarted({ ...options, user });
    } catch (error) {
      return toRejected(error);
    }
  }

  @Extensions(accountMutation)
  @Mutation(() => CompletePasskeyRegistrationResult, {
    description:
      "Adds the passkey of `startPasskeyRegistration`. Its owner is told by mail. Requires the same as that.",
  })
  async completePasskeyRegistration(
    @Arg("input", () => CompletePasskeyRegistrationInput, { description: "The passkey." })
    input: CompletePasskeyRegistrationInput,
    @Ctx() context: AuthContext,
  ): Promise<Viewer | Rejected> {
    try {
      const checked = await requireRecentSecondFactor(context);
      if (checked instanceof Rejected) return checked;
      const { member, isTotpEnabled } = checked;
      const refused = requireUserScope(member);
      if (refused) return refused;
      const completion = checkInput(completionRules, input);
      if (!completion.ok) return completion.rejected;
      const { credential } = completion.value;
      const { authenticatorData } = credential.response;
      const name = completion.value.name ?? namePasskey(authenticatorData, context.userAgent);
      const user = await findMember(context, member);
      return await limitAction(context, "notice", member.userId, async () => {
        await context.userPool.completePasskeyRegistration(member, credential);
        const { userId } = member;
        await keepPasskey(context.db, { userId, credentialId: credential.id, name, now: context.clock() });
        if (isTotpEnabled) await usePasskeysAsBothFactors(context, member);
        context.notices.send(user.email, passkeyAdded, context.acceptLanguage);
        return toViewer(user, member);
      });
    } catch (error) {
      if (error instanceof UserPoolError && error.code === "INVALID_PARAMETER")
        return new Rejected([passkeyNotAccepted()]);
      if (error instanceof UserPoolError && error.code === "PASSKEY_REFUSED")
        context.log.warn({ err: error }, "a new passkey was refused: check the pool's RelyingPartyId");
      return toRejected(error);
    }
  }

  @Extensions(accountMutation)
  @Mutation(() => DeletePasskeyResult, {
    description:
      "Removes a passkey, which signs in no more. Its owner is told by mail. Rejected with NOT_FOUND if the viewer has no such passkey. Requires an access token and a sign-in within the last five minutes, with the second factor if the account has one.",
  })
  async deletePasskey(
    @Arg("input", () => DeletePasskeyInput, { description: "The passkey." }) input: DeletePasskeyInput,
    @Ctx() context: AuthContext,
  ): Promise<Viewer | Rejected> {
    try {
      const checked = await requireRecentSecondFactor(context);
      if (checked instanceof Rejected) return checked;
      const { member } = checked;
      const refused = requireUserScope(member);
      if (refused) return refused;
      const user = await findMember(context, member);
      const { passkeyId: id } = input;
      const atPool = await context.userPool.listPasskeys(member);
      if (!atPool.some((each) => each.id === id))
        return new Rejected([
          {
            code: "NOT_FOUND",
            message: "You have no such passkey. It may have been removed already.",
            field: "passkeyId",
          },
        ]);
      return await limitAction(context, "notice", member.userId, async () => {
        await context.userPool.deletePasskey(member, { id });
        await forgetPasskeys(context.db, member.userId, [id]);
        context.notices.send(user.email, passkeyRemoved, context.acceptLanguage);
        return toViewer(user, member);
      });
    } catch (error) {
      return toRejected(error);
    }
  }
}

async function listPasskeys(
  { db, clock, userPool, poolProfile }: Pick<AuthContext, "db" | "clock" | "userPool" | "poolProfile">,
  member: Member,
): Promise<Passkey[]> {
  if (poolProfile().passkeys === undefined) return [];
  const { userId } = member;
  if (!member.claims.hasUserScope) return (await findPasskeys(db, userId)).map(toPasskey);
  try {
    const atPool = await userPool.listPasskeys(member);
    return (await syncPasskeys(db, { userId, now: clock() }, atPool)).map(toPasskey);
  } catch (error) {
    throw toQueryError(error);
  }
}
