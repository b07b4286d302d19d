import { requireBearer } from "../access-tokens.ts";
import { defineAction } from "../action.ts";
import { countAttempt } from "../attempts.ts";
import { Password, Token } from "../constraints.ts";
import { incorrectUsernameOrPassword } from "../exceptions.ts";
import { verifyPassword } from "../password-hash.ts";
import { checkPasswordPolicy } from "../password-policy.ts";
import { checkPasswordHistory, createCredentials, rememberPassword } from "../passwords.ts";
import { structure } from "../shape.ts";
import { lockUser, nextCredentialGeneration, updateUser } from "../users.ts";

/**
 * The previous password has to be there, unless the user has none. Sign-ins go on.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html
 */
export const changePassword = defineAction(
  structure({ AccessToken: Token, ProposedPassword: Password }, { PreviousPassword: Password }),
  async (context, input) => {
    const { database, now, passwordHashCost } = context;
    const { pool, user } = await requireBearer(context, input.AccessToken);
    checkPasswordPolicy(pool.settings.Policies.PasswordPolicy, input.ProposedPassword);
    await countAttempt(context, pool, user.id, "ChangePassword");
    if (user.passwordHash !== null) {
      const previous = input.PreviousPassword ?? "";
      if (!(await verifyPassword(previous, user.passwordHash, passwordHashCost))) {
        throw incorrectUsernameOrPassword();
      }
    }
    await checkPasswordHistory(context, pool, user, input.ProposedPassword);
    const credentials = await createCredentials(context, pool, user.username, input.ProposedPassword);
    await database.transaction(async (tx) => {
      const current = await lockUser(tx, user.id);
      if (current?.credentialGeneration !== user.credentialGeneration) throw incorrectUsernameOrPassword();
      const updated = await updateUser(
        tx,
        user.id,
        { ...credentials, ...nextCredentialGeneration(current) },
        now,
      );
      await rememberPassword(tx, pool, updated);
    });
    return {};
  },
);
