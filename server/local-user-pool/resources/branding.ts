import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { invalidParameter, UserPoolException } from "../protocol/exceptions.ts";
import { toTimestamp } from "../protocol/timestamp.ts";
import type { ManagedLoginBranding, Terms, UiCustomization } from "../settings/resources/branding.ts";
import { appClients } from "../tables/app-clients-table.ts";
import type { AppClient } from "../tables/app-clients-table.ts";
import type { Database } from "../tables/database-schema.ts";
import { findResourcesOfClient, insertResource, resourceDoesNotExist } from "./pool-resources.ts";
import type { PoolResource } from "./pool-resources.ts";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_ManagedLoginBrandingType.html */
export function toBrandingType(branding: PoolResource<"managed_login_branding">) {
  const { poolId, key, value, createdAt, modifiedAt } = branding;
  return {
    ManagedLoginBrandingId: key,
    UserPoolId: poolId,
    ...value,
    CreationDate: toTimestamp(createdAt),
    LastModifiedDate: toTimestamp(modifiedAt),
  };
}

/** @throws UserPoolException InvalidParameterException for Cognito's own style together with another */
export function checkBranding({ UseCognitoProvidedValues, Settings, Assets }: ManagedLoginBranding): void {
  if (UseCognitoProvidedValues && (Settings ?? Assets)) {
    throw invalidParameter("UseCognitoProvidedValues excludes Settings and Assets.");
  }
}

/** @throws UserPoolException InvalidParameterException, ManagedLoginBrandingExistsException */
export async function createBranding(
  database: Database,
  client: AppClient,
  value: ManagedLoginBranding,
  now: Date,
): Promise<PoolResource<"managed_login_branding">> {
  checkBranding(value);
  return await database.transaction(async (tx) => {
    await lockClient(tx, client);
    if ((await findResourcesOfClient(tx, client.id, "managed_login_branding")).length > 0) {
      throw new UserPoolException("ManagedLoginBrandingExistsException", "The client has a branding style.");
    }
    return await insertNew(tx, "managed_login_branding", client, value, now);
  });
}

/** @throws UserPoolException ResourceNotFoundException */
export async function requireBrandingOf(
  database: Database,
  client: AppClient,
): Promise<PoolResource<"managed_login_branding">> {
  const [branding] = await findResourcesOfClient(database, client.id, "managed_login_branding");
  if (!branding) throw resourceDoesNotExist("managed_login_branding");
  return branding;
}

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_TermsType.html */
export function toTermsType({ poolId, key, clientId, value, createdAt, modifiedAt }: PoolResource<"terms">) {
  return {
    TermsId: key,
    UserPoolId: poolId,
    ClientId: clientId,
    ...value,
    CreationDate: toTimestamp(createdAt),
    LastModifiedDate: toTimestamp(modifiedAt),
  };
}

/** @throws UserPoolException TermsExistsException where the client has terms of the name */
export async function createTerms(
  database: Database,
  client: AppClient,
  value: Terms,
  now: Date,
): Promise<PoolResource<"terms">> {
  return await database.transaction(async (tx) => {
    await lockClient(tx, client);
    if (await findTermsOf(tx, client.id, value.TermsName)) throw termsExist(value);
    return await insertNew(tx, "terms", client, value, now);
  });
}

/** Finds the terms of an app client by their name. */
export async function findTermsOf(
  database: Database,
  clientId: string,
  name: string,
): Promise<PoolResource<"terms"> | undefined> {
  const terms = await findResourcesOfClient(database, clientId, "terms");
  return terms.find(({ value }) => value.TermsName === name);
}

export function termsExist({ TermsName }: Terms): UserPoolException {
  return new UserPoolException("TermsExistsException", `The client has terms of the name ${TermsName}.`);
}

/** The key of what is set for all app clients. */
export const allClients = "ALL";

/** https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UICustomizationType.html */
export function toUiCustomizationType(customization: PoolResource<"ui_customization">) {
  const { poolId, key, value, createdAt, modifiedAt } = customization;
  return {
    UserPoolId: poolId,
    ClientId: key,
    ...(value.css !== undefined && { CSS: value.css }),
    ...(value.image !== undefined && { ImageUrl: toDataUrl(value.image) }),
    CSSVersion: value.version,
    CreationDate: toTimestamp(createdAt),
    LastModifiedDate: toTimestamp(modifiedAt),
  };
}

/** @throws UserPoolException InvalidParameterException for an image that is neither PNG nor JPEG */
export function toUiCustomization(
  css: string | undefined,
  image: string | undefined,
  now: Date,
): UiCustomization {
  if (image !== undefined) toDataUrl(image);
  return {
    ...(css !== undefined && { css }),
    ...(image !== undefined && { image }),
    version: now
      .toISOString()
      .replaceAll(/[^0-9]/g, "")
      .slice(0, 14),
  };
}

function toDataUrl(image: string): string {
  const bytes = Buffer.from(image, "base64").subarray(0, 4).toString("hex");
  const type = bytes === "89504e47" ? "png" : bytes.startsWith("ffd8ff") ? "jpeg" : undefined;
  if (type === undefined) throw invalidParameter("The image is neither PNG nor JPEG.");
  return `data:image/${type};base64,${image}`;
}

async function insertNew<Kind extends "managed_login_branding" | "terms">(
  tx: Database,
  kind: Kind,
  { poolId, id: clientId }: AppClient,
  value: PoolResource<Kind>["value"],
  now: Date,
): Promise<PoolResource<Kind>> {
  const inserted = await insertResource(tx, kind, { poolId, key: randomUUID(), clientId, value }, now);
  if (!inserted) throw new Error("A random id is taken");
  return inserted;
}

/** Locks the client's row until the transaction ends, so that a client gets no second one of what it has once. */
async function lockClient(tx: Database, { id }: AppClient): Promise<void> {
  await tx.select({ id: appClients.id }).from(appClients).where(eq(appClients.id, id)).for("update");
}
