import { featureUnavailableInTier, invalidParameter } from "../protocol/exceptions.ts";
import { ArnType } from "../protocol/request-members.ts";
import { oneOf, structure } from "../protocol/shape.ts";
import type { ValueOf } from "../protocol/shape.ts";

const versionedTrigger = structure({ LambdaVersion: oneOf("V1_0"), LambdaArn: ArnType });

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_LambdaConfigType.html */
export const lambdaConfigShape = structure(
  {},
  {
    PreSignUp: ArnType,
    PostConfirmation: ArnType,
    PreAuthentication: ArnType,
    PostAuthentication: ArnType,
    CustomMessage: ArnType,
    UserMigration: ArnType,
    DefineAuthChallenge: ArnType,
    CreateAuthChallenge: ArnType,
    VerifyAuthChallengeResponse: ArnType,
    PreTokenGeneration: ArnType,
    PreTokenGenerationConfig: structure({
      LambdaVersion: oneOf("V1_0", "V2_0", "V3_0"),
      LambdaArn: ArnType,
    }),
    CustomEmailSender: versionedTrigger,
    CustomSMSSender: versionedTrigger,
    InboundFederation: versionedTrigger,
    KMSKeyID: ArnType,
  },
);

export type LambdaConfig = ValueOf<typeof lambdaConfigShape>;

/** The names of the triggers, as in LambdaConfig and in error messages. */
export type TriggerName = Exclude<keyof LambdaConfig, "PreTokenGenerationConfig" | "KMSKeyID">;

/**
 * Converts a LambdaConfig: a pre-token-generation trigger is shown by its legacy name and with its version.
 *
 * @throws UserPoolException InvalidParameterException for members that contradict each other;
 * FeatureUnavailableInTierException for a pre-token-generation trigger of version 2 or 3 in the tier LITE
 */
export function toLambdaConfig(config: LambdaConfig, tier: string | undefined): LambdaConfig {
  const { PreTokenGeneration: legacy, PreTokenGenerationConfig: versioned } = config;
  if (legacy !== undefined && versioned !== undefined && legacy !== versioned.LambdaArn) {
    throw invalidParameter("PreTokenGeneration and PreTokenGenerationConfig must name the same function.");
  }
  if (tier === "LITE" && versioned !== undefined && versioned.LambdaVersion !== "V1_0") {
    throw featureUnavailableInTier("Pre token generation triggers of version 2 and 3");
  }
  if ((config.CustomEmailSender || config.CustomSMSSender) && config.KMSKeyID === undefined) {
    throw invalidParameter("KMSKeyID is required for CustomEmailSender and CustomSMSSender.");
  }
  const arn = versioned?.LambdaArn ?? legacy;
  if (arn === undefined) return config;
  return {
    ...config,
    PreTokenGeneration: arn,
    PreTokenGenerationConfig: versioned ?? { LambdaVersion: "V1_0", LambdaArn: arn },
  };
}

/** The ARN of a pool's trigger; undefined: it has none. */
export function findTriggerArn(config: LambdaConfig, name: TriggerName): string | undefined {
  const trigger = config[name];
  return typeof trigger === "object" ? trigger.LambdaArn : trigger;
}
