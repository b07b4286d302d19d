import { resetPasswordFailures } from "../../attempts/lockout.ts";
import { createCredentials } from "../../passwords/credentials.ts";
import { addToPasswordHistory, checkPasswordHistory } from "../../passwords/password-history.ts";
import { checkPasswordPolicy } from "../../passwords/password-policy.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { userDoesNotExist } from "../../protocol/exceptions.ts";
import { Password, Username, UserPoolId } from "../../protocol/request-members.ts";
import { boolean, structure } from "../../protocol/shape.ts";
import { lockUser, nextCredentialGeneration, requireUser, updateUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminSetUserPassword.html */
export const adminSetUserPassword = defineOperation(
  structure({ UserPoolId, Username, Password }, { Permanent: boolean }),
  async (context, input) => {
    const { database, now } = context;
    const pool = await requirePool(database, input.UserPoolId);
    checkPasswordPolicy(pool.settings.Policies.PasswordPolicy, input.Password);
    const user = await requireUser(database, pool, input.Username);
    if (input.Permanent) await checkPasswordHistory(context, pool, user, input.Password);
    const credentials = await createCredentials(context, pool, user.username, input.Password);
    const status = input.Permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
    await database.transaction(async (tx) => {
      const current = await lockUser(tx, user.id);
      if (!current) throw userDoesNotExist();
      const updated = await updateUser(
        tx,
        user.id,
        { ...credentials, ...nextCredentialGeneration(current), status },
        now,
      );
      await addToPasswordHistory(tx, pool, updated);
      await resetPasswordFailures(tx, pool, user.id);
    });
    return {};
  },
);
