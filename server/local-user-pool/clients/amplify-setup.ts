import { Amplify } from "aws-amplify";
import { ConsoleLogger } from "aws-amplify/utils";

/** Leads Amplify to a user pool at an endpoint, as an application does when it starts. */
export function configureAmplify(
  endpoint: { url: string },
  pool: { poolId: string; clientId: string },
): void {
  // It warns of every endpoint that is not AWS's.
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
