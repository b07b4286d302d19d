import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

export type CognitoClientOptions = {
  region: string;
  /** Default: AWS. */
  endpoint: string | undefined;
  /** Default: those that the AWS SDK finds. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** In milliseconds. Default: four seconds, since a user waits for most of the responses. */
  requestTimeout?: number | undefined;
  /** Default: one, as a retried sign-up, code or password would be counted, and mailed, twice. */
  maxAttempts?: number;
};

/** Creates the AWS SDK's client, with short timeouts. */
export function createCognitoClient({
  region,
  endpoint,
  credentials,
  requestTimeout = 4000,
  maxAttempts = 1,
}: CognitoClientOptions): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    maxAttempts,
    // To put the middleware of a call together again for each costs a quarter of the SDK's own work.
    cacheMiddleware: true,
    requestHandler: { connectionTimeout: 2000, requestTimeout, throwOnRequestTimeout: true },
  });
}
