import {
  AdminDeleteUserCommand,
  DeleteUserPoolClientCommand,
  DeleteUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type {
  CognitoIdentityProviderClient,
  ServiceInputTypes,
  ServiceOutputTypes,
} from "@aws-sdk/client-cognito-identity-provider";

/**
 * Records what is created through an SDK client: user pools, and the app clients and users of the given pool.
 *
 * @returns a function that deletes all of it.
 * @throws AggregateError (from that function) where a deletion failed.
 */
export function deleteCreatedResources(
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
): () => Promise<void> {
  const pools = new Set<string>();
  const clients = new Set<string>();
  const users = new Set<string>();

  const isForPool = (input: ServiceInputTypes) =>
    "UserPoolId" in input
      ? input.UserPoolId === UserPoolId
      : "ClientId" in input && clients.has(input.ClientId ?? "");

  const recordCreation = (
    command: string | undefined,
    input: ServiceInputTypes,
    output: ServiceOutputTypes,
  ) => {
    if (command === "CreateUserPoolCommand" && "UserPool" in output) addTo(pools, output.UserPool?.Id);
    if (!isForPool(input)) return;
    // By username, because addresses can change.
    if (command === "SignUpCommand" && "UserSub" in output) addTo(users, output.UserSub);
    if (command === "AdminCreateUserCommand" && "User" in output) addTo(users, output.User?.Username);
    if (command === "CreateUserPoolClientCommand" && "UserPoolClient" in output)
      addTo(clients, output.UserPoolClient?.ClientId);
  };

  cognito.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const { input } = args;
        const result = await next(args).catch((error: unknown) => {
          if (hasName(error, userCreatingErrors) && isForPool(input) && "Username" in input)
            addTo(users, input.Username);
          throw error;
        });
        recordCreation(commandName, input, result.output);
        return result;
      },
    { step: "initialize" },
  );

  return async () => {
    const failures: unknown[] = [];
    const attempt = async (deletion: Promise<unknown>) => {
      await deletion.catch((error: unknown) => {
        if (!hasName(error, notFoundErrors)) failures.push(error);
      });
    };
    for (const Username of users)
      await attempt(cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username })));
    for (const ClientId of clients)
      await attempt(cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId })));
    for (const pool of pools) await attempt(cognito.send(new DeleteUserPoolCommand({ UserPoolId: pool })));
    if (failures.length > 0)
      throw new AggregateError(failures, "Some resources of the tests were not deleted");
  };
}

/** The errors of a sign-up or an invitation that created the user but did not deliver the mail. */
const userCreatingErrors = ["CodeDeliveryFailureException", "LimitExceededException"];

const notFoundErrors = ["UserNotFoundException", "ResourceNotFoundException"];

function hasName(error: unknown, names: string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

function addTo(set: Set<string>, value: string | undefined): void {
  if (value !== undefined) set.add(value);
}
