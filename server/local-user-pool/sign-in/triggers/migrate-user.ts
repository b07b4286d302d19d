import { checkLockout, recordSignInAttempt } from "../../attempts/lockout.ts";
import { createCredentials, noCredentials } from "../../passwords/credentials.ts";
import { addToPasswordHistory } from "../../passwords/password-history.ts";
import type { AppClientWithPool } from "../../pools/app-clients.ts";
import { usernameExists, UserPoolException } from "../../protocol/exceptions.ts";
import { boolean, list, map, oneOf, string, structure } from "../../protocol/shape.ts";
import { preventsUserExistenceErrors } from "../../settings/client-settings.ts";
import type { User } from "../../tables/users-table.ts";
import { hasTrigger, runTrigger } from "../../triggers/run-trigger.ts";
import { subjectOf } from "../../users/attempt-subject.ts";
import { buildUser } from "../../users/build-user.ts";
import { insertUser } from "../../users/sign-in-names.ts";
import { findUser } from "../../users/users.ts";
import type { SignInContext } from "../sessions/sign-in-context.ts";

const responseShape = structure(
  { userAttributes: map(string({ max: 2048 })) },
  {
    finalUserStatus: oneOf("CONFIRMED", "RESET_REQUIRED", "FORCE_CHANGE_PASSWORD"),
    messageAction: oneOf("RESEND", "SUPPRESS"),
    desiredDeliveryMediums: list(oneOf("SMS", "EMAIL")),
    forceAliasCreation: boolean,
  },
);

/** The attributes that a user pool sets itself. */
const ownAttributes = new Set(["sub", "username", "identities", "cognito:user_status"]);

/**
 * Lets the UserMigration trigger bring a user who does not exist yet. A wrong password at it counts as one here, so that it
 * cannot be guessed faster.
 *
 * @param name the name that the client sent.
 * @param password the user's, at a sign-in; undefined: they have forgotten it.
 * @returns undefined where the pool does not have the trigger, or where the trigger refuses and the app client hides which
 * users exist.
 * @throws UserPoolException see `runTrigger`; InvalidLambdaResponseException for a user whom the pool cannot have
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-migrate-user.html
 */
export async function migrateUser(
  context: SignInContext,
  app: AppClientWithPool,
  name: string,
  password: string | undefined,
): Promise<User | undefined> {
  const { pool, client } = app;
  if (!hasTrigger(context, pool, "UserMigration")) return undefined;
  const subject = subjectOf(pool, undefined, name);
  if (password !== undefined) await checkLockout(context, pool, subject, "Password");
  try {
    const response = await runMigration(context, app, name, password);
    return response && (await insertMigrated(context, app, name, password, response));
  } catch (error) {
    const isRefused = error instanceof UserPoolException && error.name === "UserLambdaValidationException";
    if (!isRefused) throw error;
    // The flow goes on with a user who does not exist, and counts the attempt.
    if (preventsUserExistenceErrors(client.settings)) return undefined;
    if (password !== undefined) await recordSignInAttempt(context, pool, subject, "Password", false);
    throw error;
  }
}

async function runMigration(
  context: SignInContext,
  { pool, client }: AppClientWithPool,
  name: string,
  password: string | undefined,
) {
  const { validationData, clientMetadata } = context;
  const reason = password === undefined ? "ForgotPassword" : "Authentication";
  return await runTrigger(
    context,
    "UserMigration",
    { pool, clientId: client.id, source: `UserMigration_${reason}`, userName: name },
    {
      ...(password !== undefined && { password }),
      validationData: validationData ?? null,
      ...(clientMetadata && { clientMetadata }),
    },
    {
      userAttributes: null,
      forceAliasCreation: null,
      finalUserStatus: null,
      messageAction: null,
      desiredDeliveryMediums: null,
    },
    responseShape,
  );
}

type Migration = NonNullable<Awaited<ReturnType<typeof runMigration>>>;

async function insertMigrated(
  context: SignInContext,
  { pool }: AppClientWithPool,
  name: string,
  password: string | undefined,
  { userAttributes, finalUserStatus = "RESET_REQUIRED", forceAliasCreation }: Migration,
): Promise<User | undefined> {
  const given = Object.entries(userAttributes).filter(([attribute]) => !ownAttributes.has(attribute));
  const username = pool.settings.UsernameAttributes?.length ? name : (userAttributes["username"] ?? name);
  const user = buildMigrated(() =>
    buildUser(pool, username, Object.fromEntries(given), finalUserStatus, context.now),
  );
  const credentials =
    password === undefined ? noCredentials : await createCredentials(context, pool, user.username, password);
  const migrated = { ...user, ...credentials };
  const isInserted = await insertOnce(() =>
    context.database.transaction(async (tx) => {
      if (!(await insertUser(tx, pool, migrated, forceAliasCreation))) throw usernameExists("");
      await addToPasswordHistory(tx, pool, migrated);
    }),
  );
  // A request at the same time may have brought them.
  return isInserted ? migrated : await findUser(context.database, pool, name);
}

async function insertOnce(insert: () => Promise<void>): Promise<boolean> {
  try {
    await insert();
    return true;
  } catch (error) {
    if (error instanceof UserPoolException && error.name === "UsernameExistsException") return false;
    throw error;
  }
}

/** What the pool says of attributes that the trigger gave is not for the person. */
function buildMigrated<T>(build: () => T): T {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof UserPoolException)) throw error;
    throw new UserPoolException(
      "InvalidLambdaResponseException",
      "UserMigration returned attributes that the user pool cannot store.",
      error,
    );
  }
}
