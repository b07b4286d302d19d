import type { Context } from "./action.ts";
import { checkSecretHash } from "./app-clients.ts";
import type { ClientOfPool } from "./app-clients.ts";
import { allowsFlow } from "./auth-flows.ts";
import type { AllowableFlow } from "./auth-flows.ts";
import type { AuthFlowName } from "./constraints.ts";
import { invalidParameter, UserPoolException } from "./exceptions.ts";
import { isRotating } from "./client-settings.ts";
import { signInByChoice } from "./choice-sign-in.ts";
import { signInWithPassword } from "./password-sign-in.ts";
import { refreshTokensOf, requireTokenOwner } from "./refresh.ts";
import type { AuthAnswer } from "./sign-in.ts";

type Parameters = Record<string, string>;

/**
 * Begins a sign-in by one of the flows: what InitiateAuth and AdminInitiateAuth have in common.
 *
 * @throws UserPoolException InvalidParameterException for a flow that the client does not allow or a parameter that the
 * flow needs; NotAuthorizedException and whatever else the flow throws.
 */
export async function startAuth(
  context: Context,
  owner: ClientOfPool,
  flow: AuthFlowName,
  parameters: Parameters,
  session: string | undefined,
): Promise<AuthAnswer> {
  switch (flow) {
    case "USER_PASSWORD_AUTH":
    case "ADMIN_USER_PASSWORD_AUTH":
    case "ADMIN_NO_SRP_AUTH": {
      requireFlow(owner, flow === "USER_PASSWORD_AUTH" ? flow : "ADMIN_USER_PASSWORD_AUTH");
      const [username, password] = [required(parameters, "USERNAME"), required(parameters, "PASSWORD")];
      checkSecretHash(owner.client, username, parameters["SECRET_HASH"]);
      return await signInWithPassword(context, owner, username, password);
    }
    case "USER_AUTH": {
      requireFlow(owner, flow);
      const username = required(parameters, "USERNAME");
      checkSecretHash(owner.client, username, parameters["SECRET_HASH"]);
      return await signInByChoice(context, owner, username, parameters, session);
    }
    case "REFRESH_TOKEN_AUTH":
    case "REFRESH_TOKEN":
      return await refreshByAuthFlow(context, owner, parameters);
    default:
      throw invalidParameter(`${flow} is not enabled for the client.`);
  }
}

async function refreshByAuthFlow(context: Context, owner: ClientOfPool, parameters: Parameters): Promise<AuthAnswer> {
  if (isRotating(owner.client.settings)) {
    throw new UserPoolException(
      "UnsupportedOperationException",
      "This API does not support refresh token rotation",
    );
  }
  requireFlow(owner, "REFRESH_TOKEN_AUTH");
  const tokenOwner = await requireTokenOwner(context, owner, required(parameters, "REFRESH_TOKEN"));
  checkSecretHash(owner.client, tokenOwner.user.username, parameters["SECRET_HASH"]);
  return { AuthenticationResult: await refreshTokensOf(context, owner, tokenOwner), ChallengeParameters: {} };
}

function requireFlow({ client }: ClientOfPool, flow: AllowableFlow): void {
  if (allowsFlow(client, flow)) return;
  throw invalidParameter(
    flow === "USER_PASSWORD_AUTH" ? `${flow} flow not enabled for this client` : `${flow} is not enabled for the client.`,
  );
}

/** @throws UserPoolException InvalidParameterException */
export function required(parameters: Parameters, name: string): string {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (!value) throw invalidParameter(`Missing required parameter ${name}`);
  return value;
}
