import {
  type CognitoIdentityProviderClient,
  DescribeUserPoolCommand,
  type LambdaConfigType,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { isDeepStrictEqual } from "node:util";
import { toPoolUpdate } from "../user-pool/provisioning/whole-update.ts";

const functions = "arn:aws:lambda:us-east-1:000000000000:function:";
const keyArn = "arn:aws:kms:us-east-1:000000000000:key/local";

/** Not those of custom authentication: with them the app client of sign-up, which may write addresses, would issue tokens. */
const plainTriggers = [
  "PreSignUp",
  "PostConfirmation",
  "PreAuthentication",
  "PostAuthentication",
  "CustomMessage",
  "UserMigration",
] as const satisfies (keyof LambdaConfigType)[];
const senders = ["CustomEmailSender", "CustomSMSSender"] as const satisfies (keyof LambdaConfigType)[];

/**
 * Gives Cruddur's own pool a trigger for each function of the module that is named after one, as `preSignUp`, and takes those
 * away whose function is gone. Triggers with other ARNs stay.
 *
 * @param names of the module's functions.
 */
export async function setLocalTriggers(
  cognito: CognitoIdentityProviderClient,
  UserPoolId: string,
  names: string[],
): Promise<void> {
  const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId }));
  const { LambdaConfig = {}, ...settings } = UserPool ?? {};
  const updated = withFunctions(LambdaConfig, names);
  if (isDeepStrictEqual(updated, LambdaConfig)) return;
  const update = toPoolUpdate({ ...settings }, { LambdaConfig: updated });
  await cognito.send(new UpdateUserPoolCommand({ ...update, UserPoolId }));
}

function withFunctions(config: LambdaConfigType, names: string[]): LambdaConfigType {
  const own = (trigger: string) => `${functions}${trigger.charAt(0).toLowerCase()}${trigger.slice(1)}`;
  const kept = Object.entries(config).filter(
    ([name, value]) => !JSON.stringify(value).includes(own(name.replace("Config", ""))),
  );
  const has = (trigger: string) => names.some((name) => own(trigger) === `${functions}${name}`);
  const added: LambdaConfigType = {};
  for (const name of plainTriggers) if (has(name)) added[name] = own(name);
  for (const name of senders) {
    if (has(name))
      Object.assign(added, { [name]: { LambdaVersion: "V1_0", LambdaArn: own(name) }, KMSKeyID: keyArn });
  }
  if (has("PreTokenGeneration")) {
    const LambdaArn = own("PreTokenGeneration");
    added.PreTokenGeneration = LambdaArn;
    added.PreTokenGenerationConfig = { LambdaVersion: "V2_0", LambdaArn };
  }
  return { ...Object.fromEntries(kept), ...added };
}
