import {
  AdminUpdateUserAttributesCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetUserAttributeVerificationCodeCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Language } from "../lib/preferred-language.ts";
import type { PoolConnection } from "./pool-connection.ts";

/** The operations with ClientMetadata that the API uses for people: those that may send a message or invoke a trigger. */
const commands = [
  AdminUpdateUserAttributesCommand,
  ConfirmForgotPasswordCommand,
  ConfirmSignUpCommand,
  ForgotPasswordCommand,
  GetUserAttributeVerificationCodeCommand,
  InitiateAuthCommand,
  ResendConfirmationCodeCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
  UpdateUserAttributesCommand,
];

function takesMetadata(command: unknown): command is InstanceType<(typeof commands)[number]> {
  return commands.some((each) => command instanceof each);
}

/**
 * A connection for one request, whose operations tell the triggers of the pool the language of the person. It is what every
 * operation uses, so none can forget to tell it.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-custom-message.html
 */
export function tellLanguage(connection: PoolConnection, language: Language): PoolConnection {
  const { cognito } = connection;
  return {
    ...connection,
    cognito: new Proxy(cognito, {
      get(client, property) {
        const value: unknown = Reflect.get(client, property, client);
        if (property !== "send" || typeof value !== "function") return value;
        return async (command: unknown, ...rest: unknown[]): Promise<unknown> => {
          if (takesMetadata(command))
            command.input.ClientMetadata = { ...command.input.ClientMetadata, language };
          return await Reflect.apply(value, client, [command, ...rest]);
        };
      },
    }),
  };
}
