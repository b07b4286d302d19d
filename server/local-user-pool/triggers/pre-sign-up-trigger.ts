import { UserPoolException } from "../protocol/exceptions.ts";
import { boolean, structure } from "../protocol/shape.ts";
import type { User } from "../tables/users-table.ts";
import { runTrigger } from "./run-trigger.ts";
import type { TriggerContext } from "./run-trigger.ts";
import type { TriggerCause } from "./event.ts";

/** What a PreSignUp trigger answers. */
export type PreSignUpResponse = {
  autoConfirmUser: boolean;
  autoVerifyEmail: boolean;
  autoVerifyPhone: boolean;
};

const nothing: PreSignUpResponse = { autoConfirmUser: false, autoVerifyEmail: false, autoVerifyPhone: false };

const responseShape = structure(
  {},
  { autoConfirmUser: boolean, autoVerifyEmail: boolean, autoVerifyPhone: boolean },
);

/**
 * Runs the PreSignUp trigger for a user who does not exist yet.
 *
 * @throws UserPoolException see `runTrigger`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-sign-up.html
 */
export async function runPreSignUp(
  context: TriggerContext,
  {
    pool,
    clientId,
    reason,
  }: Pick<TriggerCause, "pool" | "clientId"> & { reason: "SignUp" | "AdminCreateUser" | "ExternalProvider" },
  user: Pick<User, "username" | "attributes">,
  validationData: Record<string, string> | null,
): Promise<PreSignUpResponse> {
  // That an address is not verified is what the pool adds.
  const given = Object.entries(user.attributes).filter(
    ([name, value]) => !(name.endsWith("_verified") && value === "false"),
  );
  const response = await runTrigger(
    context,
    "PreSignUp",
    { pool, clientId, source: `PreSignUp_${reason}`, userName: user.username },
    {
      userAttributes: {
        ...(reason === "ExternalProvider" && { "cognito:email_alias": "", "cognito:phone_number_alias": "" }),
        ...Object.fromEntries(given),
      },
      validationData,
      ...(context.clientMetadata && { clientMetadata: context.clientMetadata }),
    },
    nothing,
    responseShape,
  );
  return { ...nothing, ...response };
}

/**
 * Applies what a PreSignUp trigger answers.
 *
 * @throws UserPoolException InvalidLambdaResponseException for the verification of an address that the user does not have
 */
export function applyPreSignUp(
  user: User,
  { autoConfirmUser, autoVerifyEmail, autoVerifyPhone }: PreSignUpResponse,
): User {
  const verified = [...(autoVerifyEmail ? ["email"] : []), ...(autoVerifyPhone ? ["phone_number"] : [])];
  const missing = verified.find((attribute) => !user.attributes[attribute]);
  if (missing !== undefined) {
    throw new UserPoolException(
      "InvalidLambdaResponseException",
      `PreSignUp cannot verify the attribute ${missing}, which the user does not have.`,
    );
  }
  return {
    ...user,
    status: autoConfirmUser ? "CONFIRMED" : user.status,
    attributes: {
      ...user.attributes,
      ...Object.fromEntries(verified.map((attribute) => [`${attribute}_verified`, "true"])),
    },
  };
}
