import { Arg, Ctx, Extensions, Mutation, Resolver } from "type-graphql";
import { z } from "zod";
import { checkInput } from "../../graphql/check-input.ts";
import { accountMutation } from "../../graphql/mutation-kind.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import type { PoolProfile } from "../../user-pool/profile/pool-profile.ts";
import type { AuthContext } from "../context.ts";
import type { SignedIn } from "../session/session.type.ts";
import { toIdentifier } from "../shared/identifier.ts";
import { identifierText } from "../shared/input-rules.ts";
import { withMinimumDuration } from "../shared/minimum-duration.ts";
import type { ChallengeRequired } from "./challenge.type.ts";
import { FirstFactor } from "./first-factor.type.ts";
import { signInWithPassword } from "./password-sign-in.ts";
import { SignInInput } from "./sign-in.input.ts";
import type { ConfirmationRequired, PasswordResetRequired } from "./sign-in-state.type.ts";
import { SignInResult } from "./sign-in.type.ts";
import { offerFirstFactors, startFirstFactor } from "./start-first-factor.ts";

const passwordRule = z.string("Enter the password.").min(1, "Enter the password.");

/** A password may be absent where there is something else to sign in with. */
const rules = ({ firstFactors }: Pick<PoolProfile, "firstFactors">) =>
  z.object({
    identifier: identifierText,
    password: firstFactors.some((factor) => factor !== "PASSWORD") ? passwordRule.nullish() : passwordRule,
    preferred: z.enum(FirstFactor).nullish(),
  });

@Resolver()
export class SignInResolver {
  @Extensions(accountMutation)
  @Mutation(() => SignInResult, {
    description:
      "Signs in with what the user pool signs in by: an e-mail address, a phone number or a username. With the password the result says what else the sign-in requires. Without it, it leads to the challenge of another first factor; an account that does not exist, or does not have it, gets a challenge that looks the same. In a browser the new session replaces the previous one. Sign in again where a mutation requires a recent sign-in.",
  })
  async signIn(
    @Arg("input", () => SignInInput, { description: "The credentials." }) input: SignInInput,
    @Ctx() context: AuthContext,
  ): Promise<SignedIn | ChallengeRequired | ConfirmationRequired | PasswordResetRequired | Rejected> {
    const profile = context.poolProfile();
    const checked = checkInput(rules(profile), input);
    if (!checked.ok) return checked.rejected;
    const identifier = toIdentifier(profile, checked.value.identifier);
    if (identifier instanceof Rejected) return identifier;
    const { password, preferred } = checked.value;
    return await withMinimumDuration(context, async () => {
      if (typeof password === "string") return await signInWithPassword(context, identifier, password, input);
      const only = profile.firstFactors.length === 1 ? profile.firstFactors[0] : undefined;
      const factor = preferred ?? only;
      return factor === undefined
        ? await offerFirstFactors(context, identifier)
        : await startFirstFactor(context, identifier, factor, "preferred");
    });
  }
}
