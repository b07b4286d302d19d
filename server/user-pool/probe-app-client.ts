import { randomUUID } from "node:crypto";
import { ConfirmSignUpCommand } from "@aws-sdk/client-cognito-identity-provider";
import { nobody } from "./nobody.ts";
import { appClientParameters, callPool, type PoolConnection } from "./pool-connection.ts";
import { signInCommand } from "./verbs/sign-in.ts";
import { isInconclusive, UserPoolError } from "./user-pool-error.ts";

/**
 * Asks the pool whether it accepts the app clients with their secrets, and the flow that sends a password: by the sign-in of
 * an account that cannot exist, and by the confirmation of one. Cognito checks the app client first.
 *
 * @throws UserPoolError MISCONFIGURED if it refuses one; another one if it does not say.
 */
export async function probeAppClients(connection: PoolConnection): Promise<void> {
  const { cognito, client, signUpClient } = connection;
  await Promise.all([
    expectRefusal(cognito.send(signInCommand(connection, nobody(), randomUUID()))),
    signUpClient.clientId === client.clientId ? undefined : probeSignUp(connection),
  ]);
}

async function probeSignUp({ cognito, signUpClient }: PoolConnection): Promise<void> {
  const username = nobody();
  await expectRefusal(
    cognito.send(
      new ConfirmSignUpCommand({
        ...appClientParameters({ client: signUpClient }, username),
        Username: username,
        ConfirmationCode: "000000",
      }),
    ),
  );
}

/** A refusal of the account, whatever its reason, means that the app client is accepted. */
async function expectRefusal(call: Promise<unknown>): Promise<void> {
  try {
    await callPool(call);
  } catch (error) {
    if (!(error instanceof UserPoolError) || isInconclusive(error)) throw error;
  }
}
