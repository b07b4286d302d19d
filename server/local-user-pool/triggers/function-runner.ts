import { maxPayloadBytes, functionNotFound, payloadTooLarge } from "./runtime.ts";
import type { Invocation, InvokeFunction } from "./runtime.ts";
import type { TriggerName } from "../settings/lambda-settings.ts";

/**
 * A trigger as a function of this process: gets a copy of the event, and returns it with its response, or a promise of it.
 * What it throws refuses the operation, with the message of the error.
 */
export type TriggerFunction = (event: unknown) => unknown;

/** Functions by ARN, or by the trigger's name in LambdaConfig with a small first letter, as `preSignUp`. */
export type TriggerFunctions = Readonly<Record<string, TriggerFunction>>;

/** Invokes functions of this process. */
export function invokeFunctions(functions: TriggerFunctions): InvokeFunction {
  return async (target, payload) => {
    const invoked = keysOf(target)
      .filter((key) => Object.hasOwn(functions, key))
      .map((key) => functions[key])[0];
    return invoked ? await callFunction(invoked, payload) : functionNotFound;
  };
}

/** The names that a function of a trigger can have, the first of them first. */
export function keysOf({ name, arn }: { name: TriggerName; arn: string }): string[] {
  return [arn, name.charAt(0).toLowerCase() + name.slice(1)];
}

/** Calls a function as the runtime of Lambda does: event and answer pass as JSON. */
export async function callFunction(called: TriggerFunction, payload: string): Promise<Invocation> {
  const event: unknown = JSON.parse(payload);
  try {
    const answer = JSON.stringify(await called(event)) ?? "";
    return Buffer.byteLength(answer) > maxPayloadBytes
      ? payloadTooLarge
      : { kind: "answered", payload: answer };
  } catch (error) {
    return { kind: "failed", message: messageOf(error) };
  }
}

/** As the runtime of Lambda tells what was thrown. */
function messageOf(thrown: unknown): string {
  try {
    return String(thrown instanceof Error ? Reflect.get(thrown, "message") : thrown);
  } catch {
    return "Unknown error";
  }
}
