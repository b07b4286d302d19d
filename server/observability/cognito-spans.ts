import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { SpanKind, SpanStatusCode, type Tracer } from "@opentelemetry/api";

/** A span for each call of the user pool, with the name of the operation alone: inputs and results are secret. */
export function traceCognito(tracer: Tracer, client: CognitoIdentityProviderClient): void {
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (call) => {
        const operation = commandName.replace(/Command$/, "");
        const attributes = {
          "rpc.system": "aws-api",
          "rpc.service": "CognitoIdentityProvider",
          "rpc.method": operation,
        };
        return await tracer.startActiveSpan(
          `Cognito ${operation}`,
          { kind: SpanKind.CLIENT, attributes },
          async (span) => {
            try {
              return await next(call);
            } catch (error) {
              span.setStatus({ code: SpanStatusCode.ERROR });
              span.setAttribute("error.type", error instanceof Error ? error.name : typeof error);
              throw error;
            } finally {
              span.end();
            }
          },
        );
      },
    { step: "initialize", name: "spans" },
  );
}
