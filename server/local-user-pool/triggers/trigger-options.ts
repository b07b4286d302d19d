import { invokeFunctions } from "./function-runner.ts";
import type { TriggerFunctions } from "./function-runner.ts";
import { invokeAtEndpoint } from "./lambda-endpoint.ts";
import type { TriggerModule } from "./module-runner.ts";
import { functionNotFound, startRealTimer } from "./runtime.ts";
import type { InvokeFunction, StartTimer, TriggerRuntime } from "./runtime.ts";

export type TriggerOptions = {
  /**
   * Functions of a module, see `loadTriggerModule`. They come before those of this process; whoever loaded the module stops
   * it.
   */
  module?: TriggerModule | undefined;
  /** Functions of this process, by ARN or by name, as `preSignUp`. They come before the endpoint. */
  functions?: TriggerFunctions | undefined;
  /** The URL of an endpoint with Lambda's protocol, for the functions that are not here. */
  lambdaEndpoint?: string | undefined;
  /** Called once for each trigger that does not run, because there are neither functions nor an endpoint. */
  onSkipped?: TriggerRuntime["onSkipped"];
  /** Starts the timer of the five-second limit, `setTimeout` by default. Tests replace it. */
  startTimer?: StartTimer;
};

export function toTriggerRuntime(
  { module, functions, lambdaEndpoint, onSkipped, startTimer = startRealTimer }: TriggerOptions = {},
  onUnexpectedError: (error: unknown) => void,
): TriggerRuntime {
  const ways: InvokeFunction[] = [
    ...(module ? [module.invoke] : []),
    ...(functions ? [invokeFunctions(functions)] : []),
    ...(lambdaEndpoint !== undefined ? [invokeAtEndpoint(lambdaEndpoint)] : []),
  ];
  const skipped = new Set<string>();
  return {
    invoke: ways.length > 0 ? invokeByFirst(ways) : undefined,
    startTimer,
    onUnexpectedError,
    onSkipped: (trigger) => {
      const key = `${trigger.poolId} ${trigger.name} ${trigger.arn}`;
      if (skipped.has(key)) return;
      skipped.add(key);
      onSkipped?.(trigger);
    },
  };
}

/** The first way that has the function. */
function invokeByFirst(ways: InvokeFunction[]): InvokeFunction {
  return async (target, payload, signal) => {
    for (const invoke of ways) {
      const result = await invoke(target, payload, signal);
      if (result !== functionNotFound) return result;
    }
    return functionNotFound;
  };
}
