import type { AuthFlowName } from "../protocol/request-members.ts";
import type { AppClient } from "../tables/app-clients-table.ts";
import type { AppClientWithPool } from "./app-clients.ts";

/** The authentication flows that an app client can enable, by their names in InitiateAuth. */
export type AllowableFlow = Extract<
  AuthFlowName,
  | "USER_PASSWORD_AUTH"
  | "USER_SRP_AUTH"
  | "USER_AUTH"
  | "CUSTOM_AUTH"
  | "REFRESH_TOKEN_AUTH"
  | "ADMIN_USER_PASSWORD_AUTH"
>;

/** Whether the app client's ExplicitAuthFlows enable a flow, by its current name or its legacy one. */
export function allowsFlow({ settings }: AppClient, flow: AllowableFlow): boolean {
  const flows = settings.ExplicitAuthFlows;
  if (flows.includes(`ALLOW_${flow}`)) return true;
  if (flow === "USER_PASSWORD_AUTH") return flows.includes("USER_PASSWORD_AUTH");
  if (flow === "ADMIN_USER_PASSWORD_AUTH") return flows.includes("ADMIN_NO_SRP_AUTH");
  if (flow === "CUSTOM_AUTH") return flows.includes("CUSTOM_AUTH_FLOW_ONLY");
  // Clients with legacy names only always have SRP and refresh enabled.
  const isLegacy = flows.every((each) => !each.startsWith("ALLOW_"));
  return isLegacy && (flow === "USER_SRP_AUTH" || flow === "REFRESH_TOKEN_AUTH");
}

/**
 * Whether ConfirmSignUp returns a Session that signs the user in. It needs USER_AUTH, which the LITE tier does not
 * have.
 */
export function allowsAutoSignIn({ client, pool }: AppClientWithPool): boolean {
  return allowsFlow(client, "USER_AUTH") && pool.settings.UserPoolTier !== "LITE";
}
