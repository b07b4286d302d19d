import { eq } from "drizzle-orm";
import { isVerifier } from "../passwords/srp.ts";
import { invalidParameter, UserPoolException } from "../protocol/exceptions.ts";
import type { Database } from "../tables/database-schema.ts";
import { devices } from "../tables/devices-table.ts";
import type { Device } from "../tables/devices-table.ts";
import { signIns } from "../tables/sign-ins-table.ts";
import type { SignIn } from "../tables/sign-ins-table.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import type { User } from "../tables/users-table.ts";
import { deviceDoesNotExist, findDevice } from "./devices.ts";

/** A confirmation: the device's key and name, and the verifier of the secret that the device keeps. */
export type DeviceConfirmation = {
  key: string;
  name: string | undefined;
  secret: Pick<Device, "srpSalt" | "srpVerifier">;
  address: string;
};

/**
 * Confirms the new device of a sign-in. It is remembered at once, unless the pool asks the user first.
 *
 * @returns whether the user must be asked.
 * @throws UserPoolException DeviceKeyExistsException for one that is confirmed; ResourceNotFoundException for a key that
 * is not the sign-in's, or whose device has been forgotten
 */
export async function confirmDevice(
  database: Database,
  { pool, user, signIn }: { pool: UserPool; user: User; signIn: SignIn },
  { key, name, secret, address }: DeviceConfirmation,
  now: Date,
): Promise<boolean> {
  const asksUser = pool.settings.DeviceConfiguration?.DeviceOnlyRememberedOnUserPrompt === true;
  await database.transaction(async (tx) => {
    if (await findDevice(tx, user.id, key)) throw keyExists();
    const [current] = await tx.select().from(signIns).where(eq(signIns.id, signIn.id)).for("update");
    if (current?.deviceKey !== key) throw deviceDoesNotExist();
    const { deviceGroupKey: groupKey } = current;
    // A concurrent request has confirmed the device, or it has been forgotten since.
    if (groupKey === null) throw (await findDevice(tx, user.id, key)) ? keyExists() : deviceDoesNotExist();
    await tx.update(signIns).set({ deviceGroupKey: null }).where(eq(signIns.id, signIn.id));
    await tx.insert(devices).values({
      key,
      userId: user.id,
      groupKey,
      name: name ?? null,
      ...secret,
      isRemembered: !asksUser,
      lastAddress: address,
      lastAuthenticatedAt: signIn.authTime,
      createdAt: now,
      modifiedAt: now,
    });
  });
  return asksUser;
}

/**
 * Reads the `DeviceSecretVerifierConfig`: salt and verifier as base64 of their bytes.
 *
 * @throws UserPoolException InvalidParameterException
 */
export function readDeviceSecret(config: {
  Salt?: string;
  PasswordVerifier?: string;
}): DeviceConfirmation["secret"] {
  const { Salt, PasswordVerifier } = config;
  if (Salt === undefined && PasswordVerifier === undefined) return { srpSalt: null, srpVerifier: null };
  const srpSalt = toHex(Salt, maxSaltBytes);
  const srpVerifier = toHex(PasswordVerifier, maxVerifierBytes);
  if (srpSalt === undefined || srpVerifier === undefined || !isVerifier(srpVerifier)) {
    throw invalidParameter("Invalid device secret verifier: Salt and PasswordVerifier must be base64.");
  }
  return { srpSalt, srpVerifier };
}

/** Clients send 16 bytes and those of a number below N, each with a zero byte in front where the top bit is set. */
const maxSaltBytes = 64;
const maxVerifierBytes = 385;

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function toHex(text: string | undefined, maxBytes: number): string | undefined {
  if (!text || text.length > Math.ceil(maxBytes / 3) * 4 || !base64.test(text)) return undefined;
  const bytes = Buffer.from(text, "base64");
  return bytes.length > maxBytes ? undefined : BigInt(`0x${bytes.toString("hex")}`).toString(16);
}

function keyExists(): UserPoolException {
  return new UserPoolException("DeviceKeyExistsException", "Device already exists.");
}
