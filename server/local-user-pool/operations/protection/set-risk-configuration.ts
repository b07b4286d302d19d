import { requireAppClientOfPool } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { allClients } from "../../resources/branding.ts";
import { putResource } from "../../resources/pool-resources.ts";
import { requireThreatProtection, toRiskConfigurationType } from "../../resources/risk-configuration.ts";
import { riskConfigurationShape } from "../../settings/resources/protection.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetRiskConfiguration.html */
export const setRiskConfiguration = defineOperation(
  riskConfigurationShape,
  async ({ database, now }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    requireThreatProtection(pool);
    const { id } = pool;
    const key = input.ClientId ?? allClients;
    if (key !== allClients) await requireAppClientOfPool(database, id, key);
    const { UserPoolId: _pool, ClientId: _client, ...value } = input;
    const row = { poolId: id, key, clientId: key === allClients ? null : key, value };
    const configuration = await putResource(database, "risk_configuration", row, now);
    return { RiskConfiguration: toRiskConfigurationType(configuration) };
  },
);
