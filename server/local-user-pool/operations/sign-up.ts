import { defineOperation } from "./operation.ts";
import type { OperationContext } from "./operation.ts";
import { signsInAfterSignUp } from "../pools/allowed-flows.ts";
import { checkSecretHash, requireClient } from "../pools/app-clients.ts";
import type { ClientOfPool } from "../pools/app-clients.ts";
import { toAttributes } from "../users/attributes.ts";
import { openSession } from "../sign-in/sessions/auth-sessions.ts";
import { deliveredTo } from "../codes/code-delivery.ts";
import { issueCode } from "../codes/codes.ts";
import { ClientId, Password, SecretHash, UserAttributes, Username } from "../protocol/constraints.ts";
import { invalidParameter, notAuthorized, usernameExists } from "../protocol/exceptions.ts";
import { newUser } from "../users/new-user.ts";
import { checkPasswordPolicy } from "../passwords/password-policy.ts";
import { createCredentials, noCredentials } from "../passwords/credentials.ts";
import { structure } from "../protocol/shape.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { inTransaction } from "../mail/transaction.ts";
import { allowsPasswordless } from "../pools/user-pools.ts";
import { rememberPassword } from "../passwords/password-history.ts";
import { insertUser } from "../users/sign-in-names.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
export const signUp = defineOperation(
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
  context: OperationContext,
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
