import { GraphQLError, type GraphQLFormattedError } from "graphql";
import type { RequestContext } from "../../graphql/context.ts";
import { formatError } from "./format-error.ts";

/**
 * Formats the response to a request that Apollo refuses before its plugins see it, so that it has a request id as all
 * others have. What other responses contain is formatted already.
 *
 * @param body the JSON of a response with errors.
 */
export function formatEarlyRefusal(
  body: string,
  { requestId, log, telemetry }: Pick<RequestContext, "requestId" | "log" | "telemetry">,
): string {
  // Apollo wrote it.
  const response = JSON.parse(body) as { errors: GraphQLFormattedError[] };
  if (response.errors.every(({ extensions }) => extensions?.["requestId"] !== undefined)) return body;
  const errors = response.errors.map(({ message, extensions, ...others }) => {
    const { code } = { code: "INTERNAL_SERVER_ERROR", ...extensions };
    return formatError(
      { message, ...others, extensions: { code } },
      new GraphQLError(message),
      requestId,
      log,
    );
  });
  telemetry.code = String(errors[0]?.extensions?.["code"]);
  return `${JSON.stringify({ ...response, errors })}\n`;
}
