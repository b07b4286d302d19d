import { toCodeDeliveryDetails } from "../../mail/code-delivery.ts";
import { issueCode } from "../../codes/codes.ts";
import { inTransaction } from "../../mail/transaction-with-mail.ts";
import { createCredentials, noCredentials } from "../../passwords/credentials.ts";
import { addToPasswordHistory } from "../../passwords/password-history.ts";
import { checkPasswordPolicy } from "../../passwords/password-policy.ts";
import { allowsAutoSignIn, allowsFlow } from "../../pools/allowed-flows.ts";
import { checkSecretHash, requireAppClient } from "../../pools/app-clients.ts";
import type { AppClientWithPool } from "../../pools/app-clients.ts";
import { codeAttributes } from "../../pools/user-pools.ts";
import { invalidParameter, notAuthorized, usernameExists } from "../../protocol/exceptions.ts";
import {
  ClientId,
  OptionalPassword,
  SecretHash,
  UserAttributes,
  Username,
} from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { createAuthSession } from "../../sign-in/sessions/auth-sessions.ts";
import type { User } from "../../tables/users-table.ts";
import { runPostConfirmation } from "../../triggers/confirmation-trigger.ts";
import { applyPreSignUp, runPreSignUp } from "../../triggers/pre-sign-up-trigger.ts";
import { findConfirmationAddress, toAttributes } from "../../users/attributes.ts";
import { buildUser } from "../../users/build-user.ts";
import { insertUser } from "../../users/sign-in-names.ts";
import { defineOperation } from "../definition/operation.ts";
import type { OperationContext } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SignUp.html */
export const signUp = defineOperation(
  structure(
    { ClientId, Username },
    { SecretHash, Password: OptionalPassword, UserAttributes, ValidationData: UserAttributes },
  ),
  async (context, input) => {
    const app = await requireAppClient(context.database, input.ClientId);
    const { client, pool } = app;
    if (pool.settings.AdminCreateUserConfig?.AllowAdminCreateUserOnly) {
      throw notAuthorized("SignUp is not permitted for this user pool");
    }
    checkSecretHash(client, input.Username, input.SecretHash);
    const password = input.Password || undefined;
    // Before the username is looked up, so that a weak password gets the same error whether or not the account exists.
    if (password !== undefined) checkPasswordPolicy(pool.settings.Policies.PasswordPolicy, password);
    const attributes = toAttributes(input.UserAttributes);
    const user = buildUser(pool, input.Username, attributes, "UNCONFIRMED", context.now, client);
    if (password === undefined && !canGoWithoutPassword(app, user)) {
      throw invalidParameter("Password is required for this user pool.");
    }
    const validationData = input.ValidationData ? toAttributes(input.ValidationData) : null;
    return await addUser(context, app, user, password, validationData);
  },
);

/**
 * Whether a new user needs no password: pool and app client allow a code as the first factor, and the pool verifies the
 * address that it goes to. A passkey is no reason, since nobody has one before a sign-in.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html
 */
function canGoWithoutPassword({ client, pool }: AppClientWithPool, { attributes }: User): boolean {
  const verified = pool.settings.AutoVerifiedAttributes ?? [];
  return (
    allowsFlow(client, "USER_AUTH") &&
    codeAttributes(pool).some((attribute) => attributes[attribute] && verified.includes(attribute))
  );
}

async function addUser(
  context: OperationContext,
  app: AppClientWithPool,
  user: ReturnType<typeof buildUser>,
  password: string | undefined,
  validationData: Record<string, string> | null,
) {
  const { pool, client } = app;
  const { now } = context;
  const clientId = client.id;
  const credentials =
    password === undefined ? noCredentials : await createCredentials(context, pool, user.username, password);
  const response = await runPreSignUp(context, { pool, clientId, reason: "SignUp" }, user, validationData);
  const created = { ...applyPreSignUp(user, response), ...credentials };
  const UserConfirmed = created.status === "CONFIRMED";
  const address = UserConfirmed ? undefined : findConfirmationAddress(pool, user.attributes);
  const signedUp = await inTransaction(context, { reason: "SignUp", clientId }, async (tx, queueMail) => {
    // An address that the trigger verifies moves to the new user.
    const takesAliases = response.autoVerifyEmail || response.autoVerifyPhone;
    if (!(await insertUser(tx, pool, created, takesAliases))) throw usernameExists("User already exists");
    await addToPasswordHistory(tx, pool, created);
    const result = { UserConfirmed, UserSub: user.id };
    if (address === undefined) return result;
    await issueCode(tx, queueMail, pool, created, "sign_up", address, now);
    const CodeDeliveryDetails = toCodeDeliveryDetails(address);
    if (!allowsAutoSignIn(app)) return { ...result, CodeDeliveryDetails };
    const Session = await createAuthSession(tx, app, user, { waitsFor: "CONFIRM_SIGN_UP" }, now);
    return { ...result, CodeDeliveryDetails, Session };
  });
  if (UserConfirmed) await runPostConfirmation(context, { pool, clientId, reason: "ConfirmSignUp" }, created);
  return signedUp;
}
