import { invalidParameter } from "../protocol/exceptions.ts";

/** What a PreSignUp trigger answers, as in the `response` of its event. */
export type PreSignUpResponse = { autoConfirmUser: boolean; autoVerifyAddresses: boolean };

/** The stand-ins for PreSignUp triggers, by the name of their function. */
const preSignUpStandIns: Record<string, PreSignUpResponse> = {
  "auto-confirm": { autoConfirmUser: true, autoVerifyAddresses: false },
  "auto-confirm-and-verify": { autoConfirmUser: true, autoVerifyAddresses: true },
};

const standInArn = /^arn:aws:lambda:[a-z0-9-]+:000000000000:function:([a-z-]+)$/;

/**
 * Lambda triggers do not run here. A PreSignUp trigger of the account 000000000000 is played by a stand-in:
 * `function:auto-confirm` confirms each new user, `function:auto-confirm-and-verify` verifies their addresses too.
 *
 * @throws UserPoolException InvalidParameterException for any other trigger.
 */
export function checkLambdaConfig(config: Record<string, unknown>): void {
  const { PreSignUp, ...others } = config;
  if (Object.keys(others).length > 0 || (PreSignUp !== undefined && !findPreSignUpStandIn(config))) {
    throw invalidParameter("Lambda triggers do not run in the local user pool.");
  }
}

/** The stand-in that a pool has for its PreSignUp trigger. */
export function findPreSignUpStandIn({ PreSignUp }: Record<string, unknown>): PreSignUpResponse | undefined {
  const name = typeof PreSignUp === "string" ? standInArn.exec(PreSignUp)?.[1] : undefined;
  return name !== undefined && Object.hasOwn(preSignUpStandIns, name) ? preSignUpStandIns[name] : undefined;
}
