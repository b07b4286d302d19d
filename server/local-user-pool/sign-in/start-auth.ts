import { allowsFlow } from "../pools/allowed-flows.ts";
import type { AllowableFlow } from "../pools/allowed-flows.ts";
import { checkSecretHash } from "../pools/app-clients.ts";
import type { AppClientWithPool } from "../pools/app-clients.ts";
import { invalidParameter, UserPoolException } from "../protocol/exceptions.ts";
import { requireParameter } from "../protocol/parameters.ts";
import type { Parameters } from "../protocol/parameters.ts";
import type { AuthFlowName } from "../protocol/request-members.ts";
import { rotatesRefreshTokens } from "../settings/client-settings.ts";
import { issueRefreshedTokens, requireRefreshToken } from "../tokens/refresh-tokens.ts";
import { startUserAuth } from "./auth-flows/user-auth.ts";
import { signInWithPassword } from "./auth-flows/user-password-auth.ts";
import { startSrp } from "./auth-flows/user-srp-auth.ts";
import { startCustomAuth } from "./custom-auth/custom-auth.ts";
import { finishSignIn } from "./finish-sign-in.ts";
import type { FinishedResponse } from "./finish-sign-in.ts";
import type { AuthResponse } from "./sessions/auth-response.ts";
import type { SignInContext } from "./sessions/sign-in-context.ts";
import { runTriggersBefore } from "./triggers/triggers-before.ts";

/**
 * Starts an authentication flow: the common part of InitiateAuth and AdminInitiateAuth.
 *
 * @throws UserPoolException InvalidParameterException for a flow that the client does not allow or a missing
 * parameter; NotAuthorizedException and all that the flow throws
 */
export async function startAuth(
  requestContext: SignInContext,
  app: AppClientWithPool,
  flow: AuthFlowName,
  parameters: Parameters,
  session: string | undefined,
): Promise<FinishedResponse> {
  const context = { ...requestContext, deviceKey: parameters["DEVICE_KEY"] };
  if (flow === "REFRESH_TOKEN_AUTH" || flow === "REFRESH_TOKEN") {
    return await refreshByAuthFlow(context, app, parameters);
  }
  const allowableFlow = flow === "ADMIN_NO_SRP_AUTH" ? "ADMIN_USER_PASSWORD_AUTH" : flow;
  requireFlow(app, allowableFlow);
  const username = requireParameter(parameters, "USERNAME");
  checkSecretHash(app.client, username, parameters["SECRET_HASH"]);
  const isByPassword = allowableFlow !== "USER_SRP_AUTH" && allowableFlow !== "CUSTOM_AUTH";
  await runTriggersBefore(context, app, username, isByPassword ? parameters["PASSWORD"] : undefined);
  const response = await startFlow(context, app, allowableFlow, username, parameters, session);
  return await finishSignIn(context, app, response);
}

async function startFlow(
  context: SignInContext,
  app: AppClientWithPool,
  flow: Exclude<AllowableFlow, "REFRESH_TOKEN_AUTH">,
  username: string,
  parameters: Parameters,
  session: string | undefined,
): Promise<AuthResponse> {
  switch (flow) {
    case "USER_AUTH":
      return await startUserAuth(context, app, username, parameters, session);
    case "USER_SRP_AUTH":
      return await startSrp(context, app, username, requireParameter(parameters, "SRP_A"));
    case "CUSTOM_AUTH":
      return await startCustomAuth(context, app, username, parameters);
    case "USER_PASSWORD_AUTH":
    case "ADMIN_USER_PASSWORD_AUTH":
      return await signInWithPassword(context, app, username, requireParameter(parameters, "PASSWORD"));
  }
}

async function refreshByAuthFlow(
  context: SignInContext,
  app: AppClientWithPool,
  parameters: Parameters,
): Promise<FinishedResponse> {
  if (rotatesRefreshTokens(app.client.settings)) {
    throw new UserPoolException(
      "UnsupportedOperationException",
      "This API does not support refresh token rotation",
    );
  }
  requireFlow(app, "REFRESH_TOKEN_AUTH");
  const token = await requireRefreshToken(context, app, requireParameter(parameters, "REFRESH_TOKEN"));
  checkSecretHash(app.client, token.user.username, parameters["SECRET_HASH"]);
  return {
    AuthenticationResult: await issueRefreshedTokens(context, app, token, "RefreshTokens"),
    ChallengeParameters: {},
  };
}

function requireFlow({ client }: AppClientWithPool, flow: AllowableFlow): void {
  if (!allowsFlow(client, flow)) throw flowNotEnabled(flow);
}

function flowNotEnabled(flow: AuthFlowName): UserPoolException {
  return invalidParameter(
    flow === "USER_PASSWORD_AUTH"
      ? "USER_PASSWORD_AUTH flow not enabled for this client"
      : `${flow} is not enabled for the client.`,
  );
}
