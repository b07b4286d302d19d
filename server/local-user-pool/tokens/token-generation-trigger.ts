import type { AppClientWithPool } from "../pools/app-clients.ts";
import { anyStructure, list, map, string, structure } from "../protocol/shape.ts";
import type { Shape, ValueOf } from "../protocol/shape.ts";
import type { Database } from "../tables/database-schema.ts";
import type { User } from "../tables/users-table.ts";
import { toEventAttributes } from "../triggers/event.ts";
import { hasTrigger, runTrigger } from "../triggers/run-trigger.ts";
import type { TriggerContext } from "../triggers/run-trigger.ts";
import { findGroupConfiguration } from "./group-claims.ts";
import type { GroupConfiguration } from "./group-claims.ts";
import { noTokenChanges } from "./token-changes.ts";
import type { TokenChanges } from "./token-changes.ts";

/** Why tokens are generated, as in `TokenGeneration_Authentication`. */
export type TokenGenerationReason =
  | "Authentication"
  | "NewPasswordChallenge"
  | "AuthenticateDevice"
  | "RefreshTokens"
  | "HostedAuth"
  | "ClientCredentials";

const groupOverride = structure(
  {},
  { groupsToOverride: list(string()), iamRolesToOverride: list(string()), preferredRole: string() },
);

const responseV1 = structure(
  {},
  {
    claimsOverrideDetails: structure(
      {},
      {
        claimsToAddOrOverride: map(string()),
        claimsToSuppress: list(string()),
        groupOverrideDetails: groupOverride,
      },
    ),
  },
);

const scopeName = string({ min: 1, max: 256, pattern: "[\\x21\\x23-\\x5B\\x5D-\\x7E]+" });

const responseV2 = structure(
  {},
  {
    claimsAndScopeOverrideDetails: structure(
      {},
      {
        idTokenGeneration: structure(
          {},
          { claimsToAddOrOverride: anyStructure, claimsToSuppress: list(string()) },
        ),
        accessTokenGeneration: structure(
          {},
          {
            claimsToAddOrOverride: anyStructure,
            claimsToSuppress: list(string()),
            scopesToAdd: list(scopeName),
            scopesToSuppress: list(scopeName),
          },
        ),
        groupOverrideDetails: groupOverride,
      },
    ),
  },
);

/**
 * Runs the pre-token-generation trigger for the tokens of a user.
 *
 * @param scopes those that the access token is to have.
 * @throws UserPoolException see `runTrigger`
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export async function findTokenChanges(
  context: TriggerContext & { database: Database },
  { client, pool }: AppClientWithPool,
  user: User,
  scopes: string[],
  reason: TokenGenerationReason,
): Promise<TokenChanges> {
  if (!hasTrigger(context, pool, "PreTokenGeneration")) return noTokenChanges;
  const configuration = await findGroupConfiguration(context.database, user.id);
  const request = {
    userAttributes: toEventAttributes(user),
    groupConfiguration: toEventGroups(configuration),
  };
  const cause = { pool, clientId: client.id, userName: user.username };
  return await run(context, { ...cause, source: `TokenGeneration_${reason}` }, request, scopes);
}

/** As {@link findTokenChanges}, for the tokens of an app client itself. Only version 3 runs for these. */
export async function findClientTokenChanges(
  context: TriggerContext,
  { client, pool }: AppClientWithPool,
  scopes: string[],
): Promise<TokenChanges> {
  if (pool.settings.LambdaConfig.PreTokenGenerationConfig?.LambdaVersion !== "V3_0") return noTokenChanges;
  const source = "TokenGeneration_ClientCredentials";
  const cause = { pool, clientId: client.id, userName: client.id, source };
  const nobody = { groups: [], roles: [], preferredRole: undefined };
  const request = { userAttributes: {}, groupConfiguration: toEventGroups(nobody) };
  return await run(context, cause, request, scopes);
}

async function run(
  context: TriggerContext,
  cause: { pool: AppClientWithPool["pool"]; clientId: string; userName: string; source: string },
  request: Record<string, unknown>,
  scopes: string[],
): Promise<TokenChanges> {
  const metadata = context.clientMetadata && { clientMetadata: context.clientMetadata };
  const version = cause.pool.settings.LambdaConfig.PreTokenGenerationConfig?.LambdaVersion ?? "V1_0";
  const invoke = async <T>(
    number: string,
    asked: Record<string, unknown>,
    details: string,
    shape: Shape<T>,
  ) =>
    await runTrigger(
      context,
      "PreTokenGeneration",
      { ...cause, version: number },
      asked,
      { [details]: null },
      shape,
    );
  if (version === "V1_0") {
    const asked = { ...request, ...metadata };
    return fromV1(await invoke("1", asked, "claimsOverrideDetails", responseV1));
  }
  const asked = { ...request, scopes, ...metadata };
  const number = version === "V2_0" ? "2" : "3";
  return fromV2(await invoke(number, asked, "claimsAndScopeOverrideDetails", responseV2));
}

function fromV1(response: ValueOf<typeof responseV1> | undefined): TokenChanges {
  const details = response?.claimsOverrideDetails;
  return {
    ...noTokenChanges,
    id: toClaimChanges(details),
    groups: toGroups(details?.groupOverrideDetails),
  };
}

function fromV2(response: ValueOf<typeof responseV2> | undefined): TokenChanges {
  const details = response?.claimsAndScopeOverrideDetails;
  const access = details?.accessTokenGeneration;
  return {
    id: toClaimChanges(details?.idTokenGeneration),
    access: toClaimChanges(access),
    scopes: { add: access?.scopesToAdd ?? [], suppress: access?.scopesToSuppress ?? [] },
    groups: toGroups(details?.groupOverrideDetails),
  };
}

function toClaimChanges(
  details: { claimsToAddOrOverride?: Record<string, unknown>; claimsToSuppress?: string[] } | undefined,
): TokenChanges["id"] {
  return { add: details?.claimsToAddOrOverride ?? {}, suppress: details?.claimsToSuppress ?? [] };
}

/** An empty override leaves no group. */
function toGroups(override: ValueOf<typeof groupOverride> | undefined): GroupConfiguration | undefined {
  return (
    override && {
      groups: override.groupsToOverride ?? [],
      roles: override.iamRolesToOverride ?? [],
      preferredRole: override.preferredRole,
    }
  );
}

function toEventGroups({ groups, roles, preferredRole }: GroupConfiguration) {
  return { groupsToOverride: groups, iamRolesToOverride: roles, preferredRole: preferredRole ?? null };
}
