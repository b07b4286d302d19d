import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

export type CognitoClientOptions = {
  region: string;
  /** Default: AWS. */
  endpoint: string | undefined;
  /** Default: those that the AWS SDK finds. */
  credentials?: { accessKeyId: string; secretAccessKey: string } | undefined;
  /** In milliseconds. Default: four seconds, since a user waits for most of the responses. */
  requestTimeout?: number | undefined;
};

/** Creates the AWS SDK's client, with short timeouts and without retries. */
export function createCognitoClient({
  region,
  endpoint,
  credentials,
  requestTimeout = 4000,
}: CognitoClientOptions): CognitoIdentityProviderClient {
  return new CognitoIdentityProviderClient({
    region,
    ...(endpoint !== undefined && { endpoint }),
    ...(credentials && { credentials }),
    // A retried sign-up, code or password would be counted, and mailed, twice.
    maxAttempts: 1,
    // To put the middleware of a call together again for each costs a quarter of the SDK's own work.
    cacheMiddleware: true,
    requestHandler: { connectionTimeout: 2000, requestTimeout, throwOnRequestTimeout: true },
  });
}
