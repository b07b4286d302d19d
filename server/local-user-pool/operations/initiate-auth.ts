import { defineOperation } from "./operation.ts";
import { requireClient } from "../pools/app-clients.ts";
import { startAuth } from "../sign-in/start-auth.ts";
import { AuthFlow, AuthParameters, ClientId, Session } from "../protocol/constraints.ts";
import { invalidParameter } from "../protocol/exceptions.ts";
import { structure } from "../protocol/shape.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export const initiateAuth = defineOperation(
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
