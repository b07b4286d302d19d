import { eq } from "drizzle-orm";
import type { Database } from "../../database/database.ts";
import { isUniqueViolation } from "../../database/postgres-error.ts";
import { inTransaction } from "../../database/transaction.ts";
import { unauthenticated } from "../../graphql/errors.ts";
import type { Member } from "../../graphql/identity.ts";
import { Rejected } from "../../graphql/problem.type.ts";
import { attributesToWrite, type ChosenProfile } from "../../user-pool/profile/attribute-mapping.ts";
import { UserPoolError, type UserPoolErrorCode } from "../../user-pool/user-pool-error.ts";
import { findMember } from "../../users/find-member.ts";
import { hasLookalike } from "../../users/find-lookalike.ts";
import { releaseHandle } from "../../users/handles.ts";
import { likenessOf } from "../../users/likeness.ts";
import { isReservedHandle } from "../../users/reserved-handles.ts";
import { type UserRow, users } from "../../users/users-table.ts";
import type { AuthContext } from "../context.ts";
import { handleReserved, handleTaken, looksLikeSomebody } from "../shared/problems.ts";
import { type HandleContext, reserveFreeHandle } from "../shared/reserve-free-handle.ts";

export type ProfileChange = { name?: string; handle?: string; bio?: string | null };

type UpdateContext = Pick<AuthContext, "userPool" | "poolProfile" | "log"> & HandleContext;

/** Longer than the pool may take to respond. */
const reservedForMs = 60 * 1000;

/**
 * Changes a profile here and at the pool: reserves the handle, updates the pool, then updates our row. If one
 * step fails, nothing has changed. What the pool lacks, or nobody may write there, changes here alone.
 *
 * @throws UserPoolError
 * @throws GraphQLError UNAUTHENTICATED if the account was deleted during the request.
 */
export async function updateProfile(
  context: UpdateContext,
  member: Member,
  change: ProfileChange,
): Promise<UserRow | Rejected> {
  const { db } = context;
  // The bio is not at the pool.
  if (change.name === undefined && change.handle === undefined && change.bio !== undefined) {
    const changed = await changeUser(db, member, change);
    if (!changed) throw unauthenticated("TOKEN_INVALID");
    return changed;
  }
  const user = await findMember(context, member);
  if (Object.keys(change).length === 0) return user;
  const values = { ...change, likeness: likenessOf({ ...user, ...change }) };
  const handle = change.handle === user.handle ? undefined : change.handle;
  const refused = await refuseChoice(db, user, change);
  if (refused) return refused;
  const owner = user.email ?? user.sub;
  if (handle !== undefined) {
    const wanted = { handle, email: owner, forMs: reservedForMs };
    if (!(await reserveFreeHandle(context, wanted))) return new Rejected([handleTaken()]);
  }
  try {
    await updatePool(context, member, { name: change.name, handle });
  } catch (error) {
    if (handle !== undefined) await releaseHandle(db, owner, handle);
    // The handle is a name to sign in by in this pool, and somebody signs in by it.
    if (handle !== undefined && error instanceof UserPoolError && error.code === "USER_EXISTS")
      return new Rejected([handleTaken()]);
    throw error;
  }
  try {
    if (handle === undefined) return (await changeUser(db, member, values)) ?? user;
    return await inTransaction(db, async (tx) => {
      const changed = await changeUser(tx, member, values);
      await releaseHandle(tx, owner, handle);
      return changed ?? user;
    });
  } catch (error) {
    await updatePool(context, member, {
      name: change.name && user.name,
      handle: handle && user.handle,
    });
    // The reservation keeps every other update and sign-up away, but not an account that was made outside
    // this API.
    if (isUniqueViolation(error)) return new Rejected([handleTaken()]);
    throw error;
  }
}

/** Refuses a reserved handle, and the name of somebody whose handle looks alike. What a user has already, they keep. */
async function refuseChoice(
  db: Database,
  user: UserRow,
  change: ProfileChange,
): Promise<Rejected | undefined> {
  const { name = user.name, handle = user.handle } = change;
  if (handle !== user.handle && isReservedHandle(handle)) return new Rejected([handleReserved()]);
  if (likenessOf({ name, handle }) === likenessOf(user)) return undefined;
  return (await hasLookalike(db, { name, handle }, user.id))
    ? new Rejected([looksLikeSomebody()])
    : undefined;
}

/** @returns undefined if the account was deleted during the request. */
async function changeUser(
  db: Database,
  { userId }: Member,
  change: ProfileChange & { likeness?: string },
): Promise<UserRow | undefined> {
  const isComplete = change.name !== undefined && change.handle !== undefined;
  const values = { ...change, ...(isComplete && { needsProfile: null }) };
  const [row] = await db.update(users).set(values).where(eq(users.id, userId)).returning();
  return row;
}

async function updatePool(context: UpdateContext, member: Member, chosen: ChosenProfile): Promise<void> {
  const { attributeMapping } = context.poolProfile();
  const attributes = Object.entries(attributesToWrite(attributeMapping, "update", chosen));
  if (attributes.length === 0) return;
  if (await writeIfPermitted(context, member, attributes)) return;
  // The app client may be allowed to write one of them.
  if (attributes.length > 1)
    for (const attribute of attributes) await writeIfPermitted(context, member, [attribute]);
}

/**
 * @returns false if neither the API nor its app client may write one of the attributes.
 * @throws UserPoolError
 */
async function writeIfPermitted(
  { userPool, log }: Pick<AuthContext, "userPool" | "log">,
  member: Member,
  attributes: [string, string][],
): Promise<boolean> {
  try {
    await userPool.updateAttributes(member, Object.fromEntries(attributes));
    return true;
  } catch (error) {
    if (!(error instanceof UserPoolError) || !notWritable.has(error.code)) throw error;
    const names = attributes.map(([name]) => name);
    log.warn({ code: error.code, attributes: names }, "attributes not written to the user pool: kept here");
    return false;
  }
}

const notWritable: ReadonlySet<UserPoolErrorCode> = new Set<UserPoolErrorCode>([
  "ATTRIBUTE_NOT_WRITABLE",
  "NOT_PERMITTED",
]);
