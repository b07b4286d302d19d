import { defineAction } from "../action.ts";
import { requireClient } from "../app-clients.ts";
import { startAuth } from "../auth-start.ts";
import { AuthFlow, AuthParameters, ClientId, Session } from "../constraints.ts";
import { invalidParameter } from "../exceptions.ts";
import { structure } from "../shape.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export const initiateAuth = defineAction(
  structure({ AuthFlow, ClientId }, { AuthParameters, Session }),
  async (context, input) => {
    const owner = await requireClient(context.database, input.ClientId);
    const flow = input.AuthFlow;
    if (flow === "ADMIN_USER_PASSWORD_AUTH" || flow === "ADMIN_NO_SRP_AUTH") {
      throw invalidParameter("Initiate Auth method not supported.");
    }
    return await startAuth(context, owner, flow, input.AuthParameters ?? {}, input.Session);
  },
);
