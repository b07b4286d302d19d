import { and, asc, eq, gt, sql } from "drizzle-orm";
import { UserPoolException } from "../protocol/exceptions.ts";
import { fromPageToken, toPage } from "../protocol/pagination.ts";
import type { Page } from "../protocol/pagination.ts";
import type { Database } from "../tables/database-schema.ts";
import { poolResources } from "../tables/pool-resources-table.ts";
import type { ResourceKind, ResourceValues } from "../tables/pool-resources-table.ts";

/** Something that is attached to a pool, by its kind and the key within the kind. */
export type PoolResource<Kind extends ResourceKind> = {
  poolId: string;
  key: string;
  clientId: string | null;
  value: ResourceValues[Kind];
  createdAt: Date;
  modifiedAt: Date;
};

/** The columns with the value's type, which follows from the kind. */
const columnsOf = <Kind extends ResourceKind>() => ({
  poolId: poolResources.poolId,
  key: poolResources.key,
  clientId: poolResources.clientId,
  value: sql<ResourceValues[Kind]>`${poolResources.value}`,
  createdAt: poolResources.createdAt,
  modifiedAt: poolResources.modifiedAt,
});

const isOfKind = (poolId: string, kind: ResourceKind) =>
  and(eq(poolResources.poolId, poolId), eq(poolResources.kind, kind));

const isNamed = (poolId: string, kind: ResourceKind, key: string) =>
  and(isOfKind(poolId, kind), eq(poolResources.key, key));

export async function findResource<Kind extends ResourceKind>(
  database: Database,
  poolId: string,
  kind: Kind,
  key: string,
): Promise<PoolResource<Kind> | undefined> {
  const [found] = await database
    .select(columnsOf<Kind>())
    .from(poolResources)
    .where(isNamed(poolId, kind, key));
  return found;
}

/** @throws UserPoolException ResourceNotFoundException */
export async function requireResource<Kind extends ResourceKind>(
  database: Database,
  poolId: string,
  kind: Kind,
  key: string,
): Promise<PoolResource<Kind>> {
  const found = await findResource(database, poolId, kind, key);
  if (!found) throw resourceDoesNotExist(kind);
  return found;
}

/** One page of a pool's resources of a kind, ordered by their keys. */
export async function listResources<Kind extends ResourceKind>(
  database: Database,
  poolId: string,
  kind: Kind,
  { size, token }: { size: number; token: string | undefined },
): Promise<Page<PoolResource<Kind>>> {
  const after = token === undefined ? undefined : gt(poolResources.key, fromPageToken(token));
  const rows = await database
    .select(columnsOf<Kind>())
    .from(poolResources)
    .where(and(isOfKind(poolId, kind), after))
    .orderBy(asc(poolResources.key))
    .limit(size + 1);
  return toPage(rows, size, ({ key }) => key);
}

/** @returns undefined where there is one with this key. */
export async function insertResource<Kind extends ResourceKind>(
  database: Database,
  kind: Kind,
  { value, ...row }: Omit<PoolResource<Kind>, "createdAt" | "modifiedAt">,
  now: Date,
): Promise<PoolResource<Kind> | undefined> {
  const inserted = await database
    .insert(poolResources)
    .values({ ...row, kind, value, createdAt: now, modifiedAt: now })
    .onConflictDoNothing()
    .returning({ key: poolResources.key });
  return inserted.length === 0 ? undefined : { ...row, value, createdAt: now, modifiedAt: now };
}

/** Inserts a resource, or replaces the one with its key. */
export async function putResource<Kind extends ResourceKind>(
  database: Database,
  kind: Kind,
  { value, ...row }: Omit<PoolResource<Kind>, "createdAt" | "modifiedAt">,
  now: Date,
): Promise<PoolResource<Kind>> {
  const [{ createdAt } = { createdAt: now }] = await database
    .insert(poolResources)
    .values({ ...row, kind, value, createdAt: now, modifiedAt: now })
    .onConflictDoUpdate({
      target: [poolResources.poolId, poolResources.kind, poolResources.key],
      set: { value, modifiedAt: now },
    })
    .returning({ createdAt: poolResources.createdAt });
  return { ...row, value, createdAt, modifiedAt: now };
}

/** The resources of a kind that belong to an app client. */
export async function findResourcesOfClient<Kind extends ResourceKind>(
  database: Database,
  clientId: string,
  kind: Kind,
): Promise<PoolResource<Kind>[]> {
  return await database
    .select(columnsOf<Kind>())
    .from(poolResources)
    .where(and(eq(poolResources.clientId, clientId), eq(poolResources.kind, kind)))
    .orderBy(asc(poolResources.key));
}

/** @throws UserPoolException ResourceNotFoundException */
export async function updateResource<Kind extends ResourceKind>(
  database: Database,
  poolId: string,
  kind: Kind,
  key: string,
  value: ResourceValues[Kind],
  now: Date,
): Promise<PoolResource<Kind>> {
  const [updated] = await database
    .update(poolResources)
    .set({ value, modifiedAt: now })
    .where(isNamed(poolId, kind, key))
    .returning(columnsOf<Kind>());
  if (!updated) throw resourceDoesNotExist(kind);
  return updated;
}

/** @throws UserPoolException ResourceNotFoundException */
export async function deleteResource(
  database: Database,
  poolId: string,
  kind: ResourceKind,
  key: string,
): Promise<void> {
  const deleted = await database
    .delete(poolResources)
    .where(isNamed(poolId, kind, key))
    .returning({ key: poolResources.key });
  if (deleted.length === 0) throw resourceDoesNotExist(kind);
}

const nouns: Record<ResourceKind, string> = {
  client_session_configuration: "Session configuration",
  domain: "Domain",
  identity_provider: "Identity provider",
  log_delivery: "Log delivery configuration",
  managed_login_branding: "Managed login branding",
  replica: "User pool replica",
  resource_server: "Resource server",
  risk_configuration: "Risk configuration",
  terms: "Terms",
  ui_customization: "UI customization",
};

export function resourceDoesNotExist(kind: ResourceKind): UserPoolException {
  return new UserPoolException("ResourceNotFoundException", `${nouns[kind]} does not exist.`);
}
