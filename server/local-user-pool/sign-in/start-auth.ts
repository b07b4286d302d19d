import type { SignInContext } from "./sessions/sign-in-context.ts";
import { allowsFlow } from "../pools/allowed-flows.ts";
import type { AllowableFlow } from "../pools/allowed-flows.ts";
import { checkSecretHash } from "../pools/app-clients.ts";
import type { ClientOfPool } from "../pools/app-clients.ts";
import type { AuthAnswer } from "./sessions/auth-response.ts";
import { refreshTokensOf, requireTokenOwner } from "../tokens/refresh-tokens.ts";
import { signInByChoice } from "./auth-flows/user-auth.ts";
import { signInWithPassword } from "./auth-flows/user-password-auth.ts";
import { startSrp } from "./auth-flows/user-srp-auth.ts";
import { isRotating } from "../settings/client-settings.ts";
import type { AuthFlowName } from "../protocol/constraints.ts";
import { invalidParameter, UserPoolException } from "../protocol/exceptions.ts";
import { requireParameter } from "../protocol/parameters.ts";
import type { Parameters } from "../protocol/parameters.ts";

/**
 * Begins a sign-in by one of the flows: what InitiateAuth and AdminInitiateAuth have in common.
 *
 * @throws UserPoolException InvalidParameterException for a flow that the client does not allow or a parameter that the
 * flow needs; NotAuthorizedException and whatever else the flow throws.
 */
export async function startAuth(
  context: SignInContext,
  owner: ClientOfPool,
  flow: AuthFlowName,
  parameters: Parameters,
  session: string | undefined,
): Promise<AuthAnswer> {
  if (flow === "REFRESH_TOKEN_AUTH" || flow === "REFRESH_TOKEN") {
    return await refreshByAuthFlow(context, owner, parameters);
  }
  if (flow === "CUSTOM_AUTH") throw flowNotEnabled(flow);
  const allowed = flow === "ADMIN_NO_SRP_AUTH" ? "ADMIN_USER_PASSWORD_AUTH" : flow;
  requireFlow(owner, allowed);
  const username = requireParameter(parameters, "USERNAME");
  checkSecretHash(owner.client, username, parameters["SECRET_HASH"]);
  switch (allowed) {
    case "USER_AUTH":
      return await signInByChoice(context, owner, username, parameters, session);
    case "USER_SRP_AUTH":
      return await startSrp(context, owner, username, requireParameter(parameters, "SRP_A"));
    case "USER_PASSWORD_AUTH":
    case "ADMIN_USER_PASSWORD_AUTH":
      return await signInWithPassword(context, owner, username, requireParameter(parameters, "PASSWORD"));
  }
}

async function refreshByAuthFlow(
  context: SignInContext,
  owner: ClientOfPool,
  parameters: Parameters,
): Promise<AuthAnswer> {
  if (isRotating(owner.client.settings)) {
    throw new UserPoolException(
      "UnsupportedOperationException",
      "This API does not support refresh token rotation",
    );
  }
  requireFlow(owner, "REFRESH_TOKEN_AUTH");
  const tokenOwner = await requireTokenOwner(context, owner, requireParameter(parameters, "REFRESH_TOKEN"));
  checkSecretHash(owner.client, tokenOwner.user.username, parameters["SECRET_HASH"]);
  return { AuthenticationResult: await refreshTokensOf(context, owner, tokenOwner), ChallengeParameters: {} };
}

function requireFlow({ client }: ClientOfPool, flow: AllowableFlow): void {
  if (!allowsFlow(client, flow)) throw flowNotEnabled(flow);
}

function flowNotEnabled(flow: AuthFlowName): UserPoolException {
  return invalidParameter(
    flow === "USER_PASSWORD_AUTH"
      ? "USER_PASSWORD_AUTH flow not enabled for this client"
      : `${flow} is not enabled for the client.`,
  );
}
