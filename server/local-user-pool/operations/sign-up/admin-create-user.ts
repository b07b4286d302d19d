import { invitationMessage } from "../../mail/messages.ts";
import { inTransaction } from "../../mail/transaction-with-mail.ts";
import type { QueueMail } from "../../mail/transaction-with-mail.ts";
import { createCredentials, noCredentials } from "../../passwords/credentials.ts";
import { addToPasswordHistory } from "../../passwords/password-history.ts";
import { checkPasswordPolicy, generateTemporaryPassword } from "../../passwords/password-policy.ts";
import { codeAttributes, requirePool } from "../../pools/user-pools.ts";
import {
  invalidParameter,
  userDoesNotExist,
  usernameExists,
  UserPoolException,
} from "../../protocol/exceptions.ts";
import { Password, UserAttributes, Username, UserPoolId } from "../../protocol/request-members.ts";
import type { AttributeList } from "../../protocol/request-members.ts";
import { boolean, list, oneOf, structure } from "../../protocol/shape.ts";
import type { UserPool } from "../../tables/user-pools-table.ts";
import type { User } from "../../tables/users-table.ts";
import { runPreSignUp } from "../../triggers/pre-sign-up-trigger.ts";
import { toAttributes } from "../../users/attributes.ts";
import { buildUser } from "../../users/build-user.ts";
import { insertUser } from "../../users/sign-in-names.ts";
import { toUserType } from "../../users/user-types.ts";
import { lockUser, nextCredentialGeneration, requireUser, updateUser } from "../../users/users.ts";
import { defineOperation } from "../definition/operation.ts";
import type { OperationContext } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html */
export const adminCreateUser = defineOperation(
  structure(
    { UserPoolId, Username },
    {
      UserAttributes,
      TemporaryPassword: Password,
      ForceAliasCreation: boolean,
      MessageAction: oneOf("RESEND", "SUPPRESS"),
      DesiredDeliveryMediums: list(oneOf("SMS", "EMAIL")),
      ValidationData: UserAttributes,
    },
  ),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    const policy = pool.settings.Policies.PasswordPolicy;
    if (input.TemporaryPassword !== undefined) checkPasswordPolicy(policy, input.TemporaryPassword);
    const invitation: Invitation = {
      password: input.TemporaryPassword ?? generateTemporaryPassword(policy),
      username: input.Username,
      mediums: input.MessageAction === "SUPPRESS" ? [] : (input.DesiredDeliveryMediums ?? ["SMS"]),
    };
    const user =
      input.MessageAction === "RESEND"
        ? await resendInvitation(context, pool, invitation)
        : await createInvitedUser(context, pool, invitation, input);
    return { User: toUserType(user) };
  },
);

type Invitation = { password: string; username: string; mediums: ("SMS" | "EMAIL")[] };

async function createInvitedUser(
  context: OperationContext,
  pool: UserPool,
  invitation: Invitation,
  input: {
    TemporaryPassword?: string;
    UserAttributes?: AttributeList;
    ForceAliasCreation?: boolean;
    ValidationData?: AttributeList;
  },
): Promise<User> {
  const { password, username } = invitation;
  const receivesCodes = codeAttributes(pool);
  const isPasswordless = input.TemporaryPassword === undefined && receivesCodes.length > 0;
  const status = isPasswordless ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD";
  const user = buildUser(pool, username, toAttributes(input.UserAttributes), status, context.now);
  if (isPasswordless && !receivesCodes.some((attribute) => user.attributes[attribute])) {
    throw invalidParameter(`A user without a password needs ${receivesCodes.join(" or ")}.`);
  }
  const validationData = input.ValidationData ? toAttributes(input.ValidationData) : null;
  // What it answers counts for those alone who sign up themselves.
  await runPreSignUp(context, { pool, clientId: undefined, reason: "AdminCreateUser" }, user, validationData);
  const credentials = isPasswordless
    ? noCredentials
    : await createCredentials(context, pool, user.username, password);
  const created = { ...user, ...credentials };
  return await inTransaction(
    context,
    { reason: "AdminCreateUser", clientId: undefined },
    async (tx, queueMail) => {
      if (!(await insertUser(tx, pool, created, input.ForceAliasCreation))) {
        throw usernameExists("User account already exists");
      }
      await addToPasswordHistory(tx, pool, created);
      if (!isPasswordless) queueInvitations(queueMail, pool, created, invitation);
      return created;
    },
  );
}

async function resendInvitation(
  context: OperationContext,
  pool: UserPool,
  invitation: Invitation,
): Promise<User> {
  const { password, username } = invitation;
  const { id, username: storedUsername } = await requireUser(context.database, pool, username);
  const credentials = await createCredentials(context, pool, storedUsername, password);
  return await inTransaction(
    context,
    { reason: "AdminCreateUser", clientId: undefined },
    async (tx, queueMail) => {
      const user = await lockUser(tx, id);
      if (!user) throw userDoesNotExist();
      if (user.status !== "FORCE_CHANGE_PASSWORD") {
        throw new UserPoolException(
          "UnsupportedUserStateException",
          "Resend not possible. User status is not FORCE_CHANGE_PASSWORD",
        );
      }
      queueInvitations(queueMail, pool, user, invitation);
      return await updateUser(tx, id, { ...credentials, ...nextCredentialGeneration(user) }, context.now);
    },
  );
}

/** Like Cognito, sends nothing by a medium for which the user has no address or the pool no configuration. */
function queueInvitations(
  queueMail: QueueMail,
  pool: UserPool,
  user: User,
  { password, username, mediums }: Invitation,
): void {
  const canSend = { EMAIL: true, SMS: pool.settings.SmsConfiguration !== undefined };
  for (const medium of new Set(mediums)) {
    const attribute = medium === "EMAIL" ? "email" : "phone_number";
    const value = user.attributes[attribute];
    if (!value || !canSend[medium]) continue;
    queueMail(invitationMessage(pool, { user, username }, { attribute, value }, password));
  }
}
