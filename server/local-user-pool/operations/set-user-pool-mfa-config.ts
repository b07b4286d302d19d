import { eq } from "drizzle-orm";
import { requirePool } from "../pools/user-pools.ts";
import { invalidParameter } from "../protocol/exceptions.ts";
import { mfaConfigShape } from "../settings/pool-shapes.ts";
import { userPools } from "../tables/user-pools-table.ts";
import { defineOperation } from "./operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_SetUserPoolMfaConfig.html */
export const setUserPoolMfaConfig = defineOperation(
  mfaConfigShape,
  async ({ database, now }, { UserPoolId, ...input }) => {
    const pool = await requirePool(database, UserPoolId);
    if (input.SmsMfaConfiguration) throw invalidParameter("The local user pool sends no SMS.");
    if (input.WebAuthnConfiguration) throw invalidParameter("The local user pool does not support passkeys.");
    const mfa = {
      MfaConfiguration: input.MfaConfiguration ?? pool.mfa.MfaConfiguration,
      SoftwareTokenMfaConfiguration:
        input.SoftwareTokenMfaConfiguration ?? pool.mfa.SoftwareTokenMfaConfiguration,
      EmailMfaConfiguration: input.EmailMfaConfiguration ?? pool.mfa.EmailMfaConfiguration,
    };
    const hasFactor = mfa.SoftwareTokenMfaConfiguration?.Enabled || mfa.EmailMfaConfiguration;
    if (mfa.MfaConfiguration !== "OFF" && !hasFactor) {
      throw invalidParameter("Invalid MFA configuration given, can't turn on MFA and not set any factor.");
    }
    await database.update(userPools).set({ mfa, modifiedAt: now }).where(eq(userPools.id, pool.id));
    return mfa;
  },
);
