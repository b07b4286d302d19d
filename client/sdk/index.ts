// The entry of the package @cruddur/sdk. Code in this repository imports the files directly.
export {
  GraphQLRequestError,
  type GraphQLErrorCode,
  type GraphQLErrorDetail,
  type GraphQLErrorReason,
} from "./request-error.ts";
export { resubscribe, type ResubscribeOptions } from "./resubscribe.ts";
export { createSdk } from "./sdk.ts";
export type { CallOptions, Sdk, SdkOptions, SdkSessionOptions, SessionSdk } from "./sdk.ts";
export type { Fetch } from "./send-operation.ts";
export type { RefreshTokenStore } from "./session/refresh-token-store.ts";
export { createSession, type Session, type SessionOptions, type SessionState } from "./session/session.ts";
export type { Tabs } from "./session/tabs.ts";
export type * from "../generated/types.ts";
