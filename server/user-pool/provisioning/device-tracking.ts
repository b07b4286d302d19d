import type { DeviceConfigurationType } from "@aws-sdk/client-cognito-identity-provider";
import type { UserPoolDefinition } from "./pool-definition.ts";

/** A device that its owner chose to be remembered stands in place of the second factor. */
export const deviceTracking: DeviceConfigurationType = {
  ChallengeRequiredOnNewDevice: true,
  DeviceOnlyRememberedOnUserPrompt: true,
};

/**
 * The definition of a pool that keeps track of devices. Without it the definition says nothing of devices, and a pool keeps
 * what it has.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-device-tracking.html
 */
export function withDeviceTracking(definition: UserPoolDefinition): UserPoolDefinition {
  return { ...definition, pool: { ...definition.pool, DeviceConfiguration: deviceTracking } };
}
