import type { Sdk } from "../../../../client/sdk/sdk.ts";
import { expectState } from "./expectations.ts";

export async function block(sdk: Sdk, userId: string) {
  return expectState((await sdk.blockUser({ input: { userId } })).blockUser, "UserBlocked").user;
}

export async function unblock(sdk: Sdk, userId: string) {
  return expectState((await sdk.unblockUser({ input: { userId } })).unblockUser, "UserUnblocked").user;
}

export async function mute(sdk: Sdk, userId: string) {
  return expectState((await sdk.muteUser({ input: { userId } })).muteUser, "UserMuted").user;
}

export async function unmute(sdk: Sdk, userId: string) {
  return expectState((await sdk.unmuteUser({ input: { userId } })).unmuteUser, "UserUnmuted").user;
}
