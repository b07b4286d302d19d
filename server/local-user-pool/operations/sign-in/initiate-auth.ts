import { requireAppClient } from "../../pools/app-clients.ts";
import { invalidParameter } from "../../protocol/exceptions.ts";
import { AuthFlow, AuthParameters, ClientId, Session } from "../../protocol/request-members.ts";
import { structure } from "../../protocol/shape.ts";
import { toSignInContext } from "../../sign-in/sessions/sign-in-context.ts";
import { startAuth } from "../../sign-in/start-auth.ts";
import { defineOperation } from "../definition/operation.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_InitiateAuth.html */
export const initiateAuth = defineOperation(
  structure({ AuthFlow, ClientId }, { AuthParameters, Session }),
  async (context, input) => {
    const app = await requireAppClient(context.database, input.ClientId);
    const flow = input.AuthFlow;
    if (flow === "ADMIN_USER_PASSWORD_AUTH" || flow === "ADMIN_NO_SRP_AUTH") {
      throw invalidParameter("Initiate Auth method not supported.");
    }
    return await startAuth(toSignInContext(context), app, flow, input.AuthParameters ?? {}, input.Session);
  },
);
