export { type CognitoClientOptions, createCognitoClient } from "../user-pool/cognito-client.ts";
export type {
  AccessTokenClaims,
  MachineClaims,
  MemberClaims,
} from "../user-pool/tokens/access-token-claims.ts";
export {
  cacheVerifiedTokens,
  type CachingTokenVerifier,
} from "../user-pool/tokens/caching-token-verifier.ts";
export { TokenRefusedError } from "../user-pool/tokens/token-refused-error.ts";
export {
  createTokenVerifier,
  type TokenVerifier,
  type TokenVerifierOptions,
  VerificationUnavailableError,
} from "../user-pool/tokens/token-verifier.ts";
export type { UserPool } from "../user-pool/user-pool.ts";
export { UserPoolError } from "../user-pool/user-pool-error.ts";
