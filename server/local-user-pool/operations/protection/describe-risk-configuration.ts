import { requireAppClientOfPool } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { ClientId, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { allClients } from "../../resources/branding.ts";
import { findResource } from "../../resources/pool-resources.ts";
import { requireThreatProtection, toRiskConfigurationType } from "../../resources/risk-configuration.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_DescribeRiskConfiguration.html */
export const describeRiskConfiguration = defineOperation(
  structure({ UserPoolId }, { ClientId }),
  async ({ database }, input) => {
    const pool = await requirePool(database, input.UserPoolId);
    requireThreatProtection(pool);
    const { id } = pool;
    const key = input.ClientId ?? allClients;
    if (key !== allClients) await requireAppClientOfPool(database, id, key);
    const configuration = await findResource(database, id, "risk_configuration", key);
    return { RiskConfiguration: configuration ? toRiskConfigurationType(configuration) : { UserPoolId: id } };
  },
);
