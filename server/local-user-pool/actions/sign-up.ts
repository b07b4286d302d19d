import { defineAction } from "../action.ts";
import type { Context } from "../action.ts";
import { checkSecretHash, requireClient } from "../app-clients.ts";
import type { ClientOfPool } from "../app-clients.ts";
import { checkNewAttributes, toAttributes } from "../attributes.ts";
import { openSession } from "../auth-sessions.ts";
import { deliveredTo } from "../code-delivery.ts";
import { issueCode } from "../codes.ts";
import { ClientId, Password, SecretHash, UserAttributes, Username } from "../constraints.ts";
import { allowsFlow } from "../auth-flows.ts";
import { invalidParameter, notAuthorized, usernameExists } from "../exceptions.ts";
import { checkPasswordPolicy } from "../password-policy.ts";
import { createCredentials, noCredentials, rememberPassword } from "../passwords.ts";
import { structure } from "../shape.ts";
import { inTransaction } from "../transaction.ts";
import type { UserPool } from "../user-pools-table.ts";
import { allowsPasswordless } from "../user-pools.ts";
import { newUser } from "../new-user.ts";
import { insertUser } from "../users.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
export const signUp = defineAction(
  structure({ ClientId, Username }, { SecretHash, Password, UserAttributes }),
  async (context, input) => {
    const owner = await requireClient(context.database, input.ClientId);
    const { client, pool } = owner;
    if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
      throw notAuthorized("SignUp is not permitted for this user pool");
    }
    checkSecretHash(client, input.Username, input.SecretHash);
    // Before the username is looked up, so that a weak password is answered alike whether or not the account exists.
    checkPassword(pool, input.Password);
    const user = newUser(pool, input.Username, toAttributes(input.UserAttributes), "UNCONFIRMED", context.now);
    checkNewAttributes(pool, user.attributes, client);
    return await addUser(context, owner, user, input.Password);
  },
);

function checkPassword(pool: UserPool, password: string | undefined): void {
  if (password !== undefined) checkPasswordPolicy(pool.settings.Policies.PasswordPolicy, password);
  else if (!allowsPasswordless(pool)) throw invalidParameter("Password is required for this user pool.");
}

async function addUser(
  context: Context,
  owner: ClientOfPool,
  user: ReturnType<typeof newUser>,
  password: string | undefined,
) {
  const { pool, client } = owner;
  const { now } = context;
  const credentials =
    password === undefined ? noCredentials : await createCredentials(pool, user.username, password, now);
  const email = pool.settings.AutoVerifiedAttributes?.includes("email") ? user.attributes["email"] : undefined;
  return await inTransaction(context, async (tx, post) => {
    if (!(await insertUser(tx, pool, { ...user, ...credentials }))) throw usernameExists("User already exists");
    await rememberPassword(tx, pool, user.id, credentials);
    const answer = { UserConfirmed: false, UserSub: user.id };
    if (email === undefined) return answer;
    await issueCode(tx, post, pool, user, { purpose: "sign_up", attribute: "email" }, email, now);
    if (!allowsFlow(client, "USER_AUTH")) return { ...answer, CodeDeliveryDetails: deliveredTo(email) };
    const state = { waitsFor: "CONFIRM_SIGN_UP" as const, username: user.username };
    const Session = await openSession(tx, owner, { ...user, ...credentials }, state, now);
    return { ...answer, CodeDeliveryDetails: deliveredTo(email), Session };
  });
}
