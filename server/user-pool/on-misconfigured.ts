import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { toUserPoolError } from "./user-pool-error.ts";

/** Calls back after each response by which the pool may refuse the app client, whichever operation it was. */
export function onMisconfigured(
  { middlewareStack }: CognitoIdentityProviderClient,
  report: () => void,
): void {
  middlewareStack.add(
    (next, { commandName }) =>
      async (call) => {
        try {
          return await next(call);
        } catch (error) {
          // A pool without device tracking refuses its operations by the same exception.
          const isOfDevices = commandName?.includes("Device") === true;
          if (!isOfDevices && toUserPoolError(error).code === "MISCONFIGURED") report();
          throw error;
        }
      },
    { step: "initialize", name: "onMisconfigured" },
  );
}
