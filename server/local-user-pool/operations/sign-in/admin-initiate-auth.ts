import { requireAppClientOfPool } from "../../pools/app-clients.ts";
import { requirePool } from "../../pools/user-pools.ts";
import { invalidParameter } from "../../protocol/exceptions.ts";
import { AuthFlow, AuthParameters, ClientId, Session, UserPoolId } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { toSignInContext } from "../../sign-in/sessions/sign-in-context.ts";
import { startAuth } from "../../sign-in/start-auth.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminInitiateAuth.html */
export const adminInitiateAuth = defineOperation(
  structure({ UserPoolId, ClientId, AuthFlow }, { AuthParameters, Session }),
  async (context, input) => {
    const pool = await requirePool(context.database, input.UserPoolId);
    const client = await requireAppClientOfPool(context.database, pool.id, input.ClientId);
    const flow = input.AuthFlow;
    if (flow === "USER_PASSWORD_AUTH") throw invalidParameter("Initiate Auth method not supported.");
    return await startAuth(
      toSignInContext(context),
      { pool, client },
      flow,
      input.AuthParameters ?? {},
      input.Session,
    );
  },
);
