import { defineAction } from "../action.ts";
import { requireClientOfPool } from "../app-clients.ts";
import { startAuth } from "../auth-start.ts";
import { AuthFlow, AuthParameters, ClientId, Session, UserPoolId } from "../constraints.ts";
import { invalidParameter } from "../exceptions.ts";
import { structure } from "../shape.ts";
import { requirePool } from "../user-pools.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
export const adminInitiateAuth = defineAction(
  structure({ UserPoolId, ClientId, AuthFlow }, { AuthParameters, Session }),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    const client = await requireClientOfPool(context.database, pool.id, input.ClientId);
    const flow = input.AuthFlow;
    if (flow === "USER_PASSWORD_AUTH") throw invalidParameter("Initiate Auth method not supported.");
    return await startAuth(context, { pool, client }, flow, input.AuthParameters ?? {}, input.Session);
  },
);
