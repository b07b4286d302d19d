import { Amplify } from "aws-amplify";
import { ConsoleLogger } from "aws-amplify/utils";

/** Configures Amplify for a user pool at an endpoint, as an application does when it starts. */
export function configureAmplify(
  endpoint: { url: string },
  pool: { poolId: string; clientId: string },
): void {
  // Amplify warns about every endpoint that is not AWS's.
  ConsoleLogger.LOG_LEVEL = "ERROR";
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId: pool.poolId,
        userPoolClientId: pool.clientId,
        userPoolEndpoint: endpoint.url,
      },
    },
  });
}
