import { invalidParameter, UserPoolException } from "../protocol/exceptions.ts";
import { anyStructure, string, structure } from "../protocol/shape.ts";
import type { ValueOf } from "../protocol/shape.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SmsConfigurationType.html */
export const smsConfigurationShape = structure(
  {},
  {
    SnsCallerArn: string({ min: 20, max: 2048 }),
    ExternalId: string({ max: 131_072 }),
    SnsRegion: string({ min: 5, max: 32 }),
    EumsSms: anyStructure,
  },
);

export type SmsConfiguration = ValueOf<typeof smsConfigurationShape>;

const roleArn = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;

/**
 * Checks how a pool would send SMS. AWS assumes the role and tries it; here every ARN of a role is taken for one that may
 * send.
 *
 * @throws UserPoolException InvalidSmsRoleAccessPolicyException for an ARN that is not a role's; InvalidParameterException
 * where neither or both ways of sending are configured.
 */
export function checkSmsConfiguration({ SnsCallerArn, EumsSms }: SmsConfiguration): void {
  if ((SnsCallerArn === undefined) === (EumsSms === undefined)) {
    throw invalidParameter("SmsConfiguration requires either SnsCallerArn or EumsSms.");
  }
  if (SnsCallerArn !== undefined && !roleArn.test(SnsCallerArn)) {
    throw new UserPoolException(
      "InvalidSmsRoleAccessPolicyException",
      "Role does not have permission to publish with SNS",
    );
  }
}
