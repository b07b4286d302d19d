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
 * Keeps account of what is created through an SDK client: user pools, and app clients and users of the pool given.
 *
 * @returns a function that deletes all of it, and throws an AggregateError where something would not go.
 */
export function deleteCreatedResources(
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
): () => Promise<void> {
  const pools = new Set<string>();
  const clients = new Set<string>();
  const users = new Set<string>();

  const isOfThePool = (input: ServiceInputTypes) =>
    "UserPoolId" in input
      ? input.UserPoolId === UserPoolId
      : "ClientId" in input && clients.has(input.ClientId ?? "");

  const noteCreation = (
    command: string | undefined,
    input: ServiceInputTypes,
    output: ServiceOutputTypes,
  ) => {
    if (command === "CreateUserPoolCommand" && "UserPool" in output) addTo(pools, output.UserPool?.Id);
    if (!isOfThePool(input)) return;
    // Names of users, not addresses: those may change.
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
          if (isNamed(error, leavingAUser) && isOfThePool(input) && "Username" in input)
            addTo(users, input.Username);
          throw error;
        });
        noteCreation(commandName, input, result.output);
        return result;
      },
    { step: "initialize" },
  );

  return async () => {
    const failures: unknown[] = [];
    const attempt = async (deletion: Promise<unknown>) => {
      await deletion.catch((error: unknown) => {
        if (!isNamed(error, alreadyGone)) failures.push(error);
      });
    };
    for (const Username of users)
      await attempt(cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username })));
    for (const ClientId of clients)
      await attempt(cognito.send(new DeleteUserPoolClientCommand({ UserPoolId, ClientId })));
    for (const pool of pools) await attempt(cognito.send(new DeleteUserPoolCommand({ UserPoolId: pool })));
    if (failures.length > 0) throw new AggregateError(failures, "The tests left something behind");
  };
}

/** The errors of a sign-up or an invitation whose mail did not go out; the user is there all the same. */
const leavingAUser = ["CodeDeliveryFailureException", "LimitExceededException"];

const alreadyGone = ["UserNotFoundException", "ResourceNotFoundException"];

function isNamed(error: unknown, names: string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

function addTo(set: Set<string>, value: string | undefined): void {
  if (value !== undefined) set.add(value);
}
