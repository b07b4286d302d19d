import { GraphQLError } from "graphql";
import { z } from "zod";
import type { RequestContext } from "../../graphql/context.ts";
import { formatError } from "./format-error.ts";

const refusalSchema = z.looseObject({
  errors: z.array(
    z.looseObject({ message: z.string(), extensions: z.record(z.string(), z.unknown()).optional() }),
  ),
});

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
  const response = refusalSchema.parse(JSON.parse(body));
  if (response.errors.every(({ extensions }) => extensions?.["requestId"] !== undefined)) return body;
  const errors = response.errors.map(({ message, extensions }) => {
    const { code } = { code: "INTERNAL_SERVER_ERROR", ...extensions };
    return formatError({ message, extensions: { code } }, new GraphQLError(message), requestId, log);
  });
  telemetry.code = String(errors[0]?.extensions?.["code"]);
  return `${JSON.stringify({ ...response, errors })}\n`;
}
