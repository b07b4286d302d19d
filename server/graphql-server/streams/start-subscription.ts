import {
  type DocumentNode,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
  parse,
  specifiedRules,
  subscribe,
  validate,
} from "graphql";
import { z } from "zod";
import { noteOperation, type OperationLabels } from "../../observability/operation-labels.ts";
import type { SubscriptionContext } from "../../graphql/context.ts";
import { badUserInput } from "../../graphql/errors.ts";
import { parseOptions, validationOptions } from "../document-limits/document-limits.ts";
import { withCode } from "../errors/with-code.ts";
import { limitsRule } from "../document-limits/limits-rule.ts";

const rules = [limitsRule, ...specifiedRules];

const requestRules = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** The results of a subscription, or why it is refused. */
export type StartedSubscription = AsyncGenerator<ExecutionResult, void, void> | readonly GraphQLError[];

/**
 * Starts the subscription of a GraphQL request. Other kinds of operation are refused.
 *
 * @param options.production see validationOptions.
 */
export async function startSubscription(
  schema: GraphQLSchema,
  body: unknown,
  contextValue: SubscriptionContext,
  { production, labels }: { production: boolean; labels: OperationLabels },
): Promise<StartedSubscription> {
  const request = requestRules.safeParse(body);
  if (!request.success) return [refusal("BAD_REQUEST", "Send `query` and `variables` as JSON.")];
  const { query, variables: variableValues, operationName } = request.data;
  try {
    const document = parseDocument(query);
    if (document instanceof GraphQLError) return [withCode(document, "GRAPHQL_PARSE_FAILED")];
    const operation = getOperationAST(document, operationName);
    if (!operation) return [refusal("OPERATION_RESOLUTION_FAILURE", "The document has no such operation.")];
    if (operation.operation !== OperationTypeNode.SUBSCRIPTION)
      return [badUserInput("Only a subscription may be requested as a stream.")];
    noteOperation(contextValue.telemetry, operation, labels);
    const invalid = validate(schema, document, rules, validationOptions(production));
    if (invalid.length > 0) return invalid.map((error) => withCode(error, "GRAPHQL_VALIDATION_FAILED"));
    const result = await subscribe({ schema, document, variableValues, operationName, contextValue });
    if ("next" in result) return result;
    // Errors of variables have no path and no code; errors of resolvers have both.
    return (result.errors ?? []).map((error) => (error.path ? error : withCode(error, "BAD_USER_INPUT")));
  } catch (error) {
    if (error instanceof GraphQLError) return [withCode(error, "GRAPHQL_VALIDATION_FAILED")];
    throw error;
  }
}

function parseDocument(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query, parseOptions);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function refusal(code: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } });
}
