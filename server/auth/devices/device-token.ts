import { z } from "zod";
import type { HostCookie } from "../../http/policies/host-cookie.ts";
import { seal, unseal } from "../../lib/sealed-text.ts";
import type { AuthContext } from "../context.ts";

/** How long a device is remembered: counted from the sign-in that asked for it, whatever comes after. */
export const rememberedForMs = 30 * 24 * 60 * 60 * 1000;

/** Holds the device tokens of a browser. */
export const rememberedDeviceCookie = {
  name: "cruddur_remembered_device",
  maxAgeSeconds: rememberedForMs / 1000,
};

/** A browser that several people use remembers the last four, whose tokens fit into a cookie of 4 kB. */
const maximumTokens = 4;

const contents = z.object({
  /** The id of the row in `remembered_devices`. */
  id: z.uuid(),
  /** What named the account in the sign-in. */
  identifier: z.string(),
  /** The account's name in the pool. */
  username: z.string(),
  secret: z.object({ key: z.string(), groupKey: z.string(), password: z.string() }),
});

/**
 * What a device holds: its secret at the pool, and whose it is. Sealed, so that it can be used by this API alone, and for
 * nothing but a sign-in to this account with its password.
 */
export type DeviceToken = z.infer<typeof contents>;

export type DeviceTokenContext = Pick<AuthContext, "rememberedDeviceKey" | "rememberedDeviceCookie">;

const use = "device token";

export function sealDeviceToken(
  { rememberedDeviceKey }: Pick<AuthContext, "rememberedDeviceKey">,
  token: DeviceToken,
): string {
  return seal(rememberedDeviceKey, JSON.stringify(token), use);
}

/** The tokens of the request: the given one, or else those of the cookie. Forged ones are none. */
export function readDeviceTokens(
  { rememberedDeviceKey, rememberedDeviceCookie: cookie }: DeviceTokenContext,
  given?: string | null,
): DeviceToken[] {
  const sealed = given ? [given] : sealedIn(cookie);
  return sealed.flatMap((each) => {
    const opened = unseal(rememberedDeviceKey, each, use);
    return opened === undefined ? [] : [contents.parse(JSON.parse(opened))];
  });
}

/** Adds a token to the cookie, in place of that of the same account. */
export function addToCookie(context: DeviceTokenContext, token: DeviceToken): void {
  const others = readDeviceTokens(context).filter(({ username }) => username !== token.username);
  writeCookie(context, [token, ...others].slice(0, maximumTokens));
}

/** Removes the tokens of these rows from the cookie. */
export function removeFromCookie(context: DeviceTokenContext, ids: readonly string[]): void {
  const tokens = readDeviceTokens(context);
  const kept = tokens.filter(({ id }) => !ids.includes(id));
  if (kept.length < tokens.length) writeCookie(context, kept);
}

function writeCookie(context: DeviceTokenContext, tokens: DeviceToken[]): void {
  const sealed = tokens.map((token) => sealDeviceToken(context, token));
  if (sealed.length === 0) context.rememberedDeviceCookie.clear();
  else context.rememberedDeviceCookie.write(sealed.join("."));
}

function sealedIn(cookie: HostCookie): string[] {
  return (cookie.read() ?? "").split(".").filter(Boolean).slice(0, maximumTokens);
}
