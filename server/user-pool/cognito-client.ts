import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";

export type CognitoClientOptions = {
  region: string;
  /** Absent: AWS. */
  endpoint: string | undefined;
  /** Absent: as the AWS SDK finds them. */
  credentials?: { accessKeyId: string; secretAccessKey: string };
  /** Milliseconds for one answer; a person waits for most of them. */
  requestTimeout?: number;
};

/** The AWS SDK's client, which gives up early and never tries twice. */
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
    // A second try of a sign-up, a code or a password would count, and mail, twice.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 2000, requestTimeout, throwOnRequestTimeout: true },
  });
}
