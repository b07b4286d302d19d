import { defineAction } from "../action.ts";
import type { Context } from "../action.ts";
import { signsInAfterSignUp } from "../allowed-flows.ts";
import { checkSecretHash, requireClient } from "../app-clients.ts";
import type { ClientOfPool } from "../app-clients.ts";
import { toAttributes } from "../attributes.ts";
import { openSession } from "../auth-sessions.ts";
import { deliveredTo } from "../code-delivery.ts";
import { issueCode } from "../codes.ts";
import { ClientId, Password, SecretHash, UserAttributes, Username } from "../constraints.ts";
import { invalidParameter, notAuthorized, usernameExists } from "../exceptions.ts";
import { newUser } from "../new-user.ts";
import { checkPasswordPolicy } from "../password-policy.ts";
import { createCredentials, noCredentials, rememberPassword } from "../passwords.ts";
import { structure } from "../shape.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { inTransaction } from "../transaction.ts";
import { allowsPasswordless } from "../user-pools.ts";
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
    const attributes = toAttributes(input.UserAttributes);
    const user = newUser(pool, input.Username, attributes, "UNCONFIRMED", context.now, client);
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
  const { pool } = owner;
  const { now } = context;
  const credentials =
    password === undefined ? noCredentials : await createCredentials(context, pool, user.username, password);
  const created = { ...user, ...credentials };
  const email = pool.settings.AutoVerifiedAttributes?.includes("email")
    ? user.attributes["email"]
    : undefined;
  return await inTransaction(context, async (tx, post) => {
    if (!(await insertUser(tx, pool, created))) throw usernameExists("User already exists");
    await rememberPassword(tx, pool, created);
    const answer = { UserConfirmed: false, UserSub: user.id };
    if (email === undefined) return answer;
    await issueCode(tx, post, pool, user, { purpose: "sign_up", attribute: "email" }, email, now);
    if (!signsInAfterSignUp(owner)) return { ...answer, CodeDeliveryDetails: deliveredTo(email) };
    const Session = await openSession(tx, owner, user, { waitsFor: "CONFIRM_SIGN_UP" }, now);
    return { ...answer, CodeDeliveryDetails: deliveredTo(email), Session };
  });
}
