import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { createCognitoClient } from "../../user-pool/cognito-client.ts";

/** The AWS SDK's clients of a command. */
export type PoolClients = {
  /** Repeats calls that AWS throttles. */
  reader: CognitoIdentityProviderClient;
  /** Makes each call once: a repeated creation creates twice. */
  writer: CognitoIdentityProviderClient;
  /** The operation that failed last, as `DescribeUserPool`. */
  failedOperation: () => string | undefined;
  close: () => void;
};

/** A command waits longer than a person who signs in. */
const requestTimeout = 20_000;

export function openPoolClients(connection: { region: string; endpoint: string | undefined }): PoolClients {
  let failed: string | undefined;
  const open = (maxAttempts: number): CognitoIdentityProviderClient => {
    const client = createCognitoClient({ ...connection, requestTimeout, maxAttempts });
    client.middlewareStack.add(
      (next, context) => async (input) => {
        try {
          return await next(input);
        } catch (error) {
          failed = String(context["commandName"]).replace(/Command$/, "");
          throw error;
        }
      },
      { step: "initialize", name: "failedOperation" },
    );
    return client;
  };
  const [reader, writer] = [open(3), open(1)];
  return {
    reader,
    writer,
    failedOperation: () => failed,
    close: () => {
      reader.destroy();
      writer.destroy();
    },
  };
}
