import { UserPoolException } from "../protocol/exceptions.ts";
import { toTimestamp } from "../protocol/timestamp.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { PoolResource } from "./pool-resources.ts";

/** @throws UserPoolException UserPoolAddOnNotEnabledException where threat protection is off */
export function requireThreatProtection({ settings }: UserPool): void {
  const mode = settings.UserPoolAddOns?.["AdvancedSecurityMode"];
  if (mode === "AUDIT" || mode === "ENFORCED") return;
  throw new UserPoolException(
    "UserPoolAddOnNotEnabledException",
    "Threat protection is not enabled for the user pool.",
  );
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RiskConfigurationType.html */
export function toRiskConfigurationType(configuration: PoolResource<"risk_configuration">) {
  const { poolId, clientId, value, modifiedAt } = configuration;
  return {
    UserPoolId: poolId,
    ...(clientId !== null && { ClientId: clientId }),
    ...value,
    LastModifiedDate: toTimestamp(modifiedAt),
  };
}
