import type { ClientOfPool } from "./app-clients.ts";
import type { AuthFlowName } from "../protocol/constraints.ts";
import type { AppClient } from "../tables/app-clients-table.ts";

/** The flows that an app client can be allowed; the names are InitiateAuth's. */
export type AllowableFlow = Extract<
  AuthFlowName,
  "USER_PASSWORD_AUTH" | "USER_SRP_AUTH" | "USER_AUTH" | "REFRESH_TOKEN_AUTH" | "ADMIN_USER_PASSWORD_AUTH"
>;

/** Whether the app client has a flow among its ExplicitAuthFlows, under today's name or the one it had before. */
export function allowsFlow({ settings }: AppClient, flow: AllowableFlow): boolean {
  const flows = settings.ExplicitAuthFlows;
  if (flows.includes(`ALLOW_${flow}`)) return true;
  if (flow === "USER_PASSWORD_AUTH") return flows.includes("USER_PASSWORD_AUTH");
  if (flow === "ADMIN_USER_PASSWORD_AUTH") return flows.includes("ADMIN_NO_SRP_AUTH");
  // Clients of the time before ALLOW_ names always had SRP and refresh.
  const isLegacy = flows.every((each) => !each.startsWith("ALLOW_"));
  return isLegacy && (flow === "USER_SRP_AUTH" || flow === "REFRESH_TOKEN_AUTH");
}

/** Whether the code that confirms a sign-up can sign the user in as well: the flow that it does so by is no part of LITE. */
export function signsInAfterSignUp({ client, pool }: ClientOfPool): boolean {
  return allowsFlow(client, "USER_AUTH") && pool.settings.UserPoolTier !== "LITE";
}
