import { countAttempt } from "../../attempts/hourly-limits.ts";
import { createCredentials } from "../../passwords/credentials.ts";
import { verifyPassword } from "../../passwords/password-hash.ts";
import { addToPasswordHistory, checkPasswordHistory } from "../../passwords/password-history.ts";
import { checkPasswordPolicy } from "../../passwords/password-policy.ts";
import { incorrectUsernameOrPassword } from "../../protocol/exceptions.ts";
import { Password, Token } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { verifyAccessToken } from "../../tokens/verify-access-token.ts";
import { lockUser, nextCredentialGeneration, updateUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/**
 * Requires the previous password, unless the user has none. Sign-ins stay valid.
 *
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ChangePassword.html
 */
export const changePassword = defineOperation(
  structure({ AccessToken: Token, ProposedPassword: Password }, { PreviousPassword: Password }),
  async (context, input) => {
    const { database, now, passwordHashCost } = context;
    const { pool, user } = await verifyAccessToken(context, input.AccessToken);
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
      await addToPasswordHistory(tx, pool, updated);
    });
    return {};
  },
);
