import { UserPoolException } from "../protocol/exceptions.ts";
import { readInput } from "../protocol/shape.ts";
import type { Shape } from "../protocol/shape.ts";
import { findTriggerArn } from "../settings/lambda-settings.ts";
import type { TriggerName } from "../settings/lambda-settings.ts";
import type { UserPool } from "../tables/user-pools-table.ts";
import { toEvent } from "./event.ts";
import type { TriggerCause } from "./event.ts";
import { invokeTrigger, unrecognizableOutput } from "./invoke-trigger.ts";
import type { TriggerRuntime } from "./runtime.ts";

/** The part of a request's context that triggers use. */
export type TriggerContext = {
  triggers: TriggerRuntime;
  /** The ClientMetadata of the request, where the operation passes it to triggers under this name. */
  clientMetadata?: Record<string, string> | undefined;
};

/** Whether a pool has a trigger, and it runs here. */
export function hasTrigger({ triggers }: TriggerContext, pool: UserPool, name: TriggerName): boolean {
  const arn = findTriggerArn(pool.settings.LambdaConfig, name);
  if (arn === undefined) return false;
  if (!triggers.invoke) triggers.onSkipped({ poolId: pool.id, name, arn });
  return triggers.invoke !== undefined;
}

/**
 * Runs a trigger of a pool. Never within a transaction: a trigger takes seconds, and calls the pool itself.
 *
 * @param response the members of the event's response, as the function finds them.
 * @param shape what the function may answer in it.
 * @returns undefined where the pool does not have the trigger, or no trigger runs here.
 * @throws UserPoolException see `invokeTrigger`; InvalidLambdaResponseException for a response of another shape
 */
export async function runTrigger<T>(
  context: TriggerContext,
  name: TriggerName,
  cause: TriggerCause,
  request: Record<string, unknown>,
  response: Record<string, unknown>,
  shape: Shape<T>,
): Promise<T | undefined> {
  const { invoke, startTimer } = context.triggers;
  const arn = findTriggerArn(cause.pool.settings.LambdaConfig, name);
  if (!hasTrigger(context, cause.pool, name) || !invoke || arn === undefined) return undefined;
  const event = toEvent(cause, request, response);
  return readResponse(shape, await invokeTrigger(invoke, startTimer, { name, arn }, event));
}

function readResponse<T>(shape: Shape<T>, response: Record<string, unknown>): T {
  try {
    return readInput(shape, response);
  } catch (error) {
    throw error instanceof UserPoolException ? unrecognizableOutput() : error;
  }
}
