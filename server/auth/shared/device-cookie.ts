import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { AuthContext } from "../context.ts";

const validForSeconds = 90 * 24 * 60 * 60;

/** Makes a browser known that has signed in: see `deviceOf`. */
export const deviceCookie = { name: "cruddur_device", maxAgeSeconds: validForSeconds };

export type DeviceContext = Pick<AuthContext, "deviceKey" | "deviceCookie" | "clock">;

const maximumAccounts = 8;
const idBytes = 16;
const timeBytes = 4;
const macBytes = 16;
const entryBytes = timeBytes + macBytes;

/**
 * The id of the browser, if it has signed in to the account of this address within the last 90 days. It proves nothing
 * but that: it lets the browser's attempts count for itself.
 *
 * The cookie holds a random id, and for each of the last eight accounts the time of the sign-in and a MAC of id, time and
 * address. A browser gets it only by a sign-in, so it tells nobody else whether an account exists.
 *
 * @see https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export function deviceOf(
  { deviceKey, deviceCookie: cookie, clock }: DeviceContext,
  email: string,
): string | undefined {
  const { id, entries } = parseCookie(cookie.read());
  const now = toSeconds(clock());
  const isKnown = entries.some((entry) => {
    const age = now - entry.readUInt32BE();
    const isValid = timingSafeEqual(entry, createEntry(deviceKey, id, entry.readUInt32BE(), email));
    return isValid && age >= 0 && age <= validForSeconds;
  });
  return isKnown ? id.toString("base64url") : undefined;
}

/** Makes the browser known as one that has just signed in to the account of this address. */
export function rememberDevice(context: DeviceContext, email: string): void {
  const { deviceKey, deviceCookie: cookie, clock } = context;
  const { id, entries } = parseCookie(cookie.read());
  const now = toSeconds(clock());
  const others = entriesOfOthers(deviceKey, id, entries, email).filter(
    (entry) => now - entry.readUInt32BE() <= validForSeconds,
  );
  const kept = [createEntry(deviceKey, id, now, email), ...others].slice(0, maximumAccounts);
  cookie.write(Buffer.concat([id, ...kept]).toString("base64url"));
}

/** Removes the account of this address from the cookie, because it is deleted. */
export function forgetDevice({ deviceKey, deviceCookie: cookie }: DeviceContext, email: string): void {
  const { id, entries } = parseCookie(cookie.read());
  const others = entriesOfOthers(deviceKey, id, entries, email);
  if (others.length > 0) cookie.write(Buffer.concat([id, ...others]).toString("base64url"));
  else cookie.clear();
}

function entriesOfOthers(key: Buffer, id: Buffer, entries: Buffer[], email: string): Buffer[] {
  return entries.filter((entry) => !entry.equals(createEntry(key, id, entry.readUInt32BE(), email)));
}

/** The id and the entries, newest first. A new id without entries if the cookie is absent or malformed. */
function parseCookie(value: string | undefined): { id: Buffer; entries: Buffer[] } {
  const bytes = Buffer.from(value ?? "", "base64url");
  const count = (bytes.length - idBytes) / entryBytes;
  if (!Number.isInteger(count) || count < 1 || count > maximumAccounts)
    return { id: randomBytes(idBytes), entries: [] };
  const entries = Array.from({ length: count }, (_each, index) =>
    bytes.subarray(idBytes + index * entryBytes, idBytes + (index + 1) * entryBytes),
  );
  return { id: bytes.subarray(0, idBytes), entries };
}

/** The time in seconds, and the MAC. */
function createEntry(key: Buffer, id: Buffer, seconds: number, email: string): Buffer {
  const time = Buffer.alloc(timeBytes);
  time.writeUInt32BE(seconds);
  const mac = createHmac("sha256", key).update(id).update(time).update(email).digest();
  return Buffer.concat([time, mac.subarray(0, macBytes)]);
}

function toSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
